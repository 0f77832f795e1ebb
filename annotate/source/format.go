package source

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"galley/annotate"
)

// A format is one type of text that can be read.
type format struct {
	name       string // what Options.Type calls it
	mediaType  string
	extensions []string // of file names, lower case
	// read adds the blocks of scrubbed text to b and says what the text tells
	// of itself. It keeps no part of text.
	read func(b *builder, text []byte) annotate.Meta
}

// formats lists what can be read. The first is what a source is taken for that
// nothing else claims.
func formats() []format {
	return []format{
		{"text", "text/plain", []string{".txt", ".text"}, readText},
		{"markdown", "text/markdown", []string{".md", ".markdown", ".mdown", ".mkd"}, readMarkdown},
	}
}

// Types lists the values of Options.Type.
func Types() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	for _, d := range append(documents(), convertedFormats()...) {
		names = append(names, d.name)
	}
	return names
}

// choose finds the format of text: the type that the person named; else what
// the extension claims; else plain text, unless it begins as HTML does.
func choose(text []byte, opt Options) (format, error) {
	all := formats()
	if opt.Type != "" {
		for _, f := range all {
			if strings.EqualFold(f.name, opt.Type) {
				return f, nil
			}
		}
		return format{}, fmt.Errorf("%w %s: use %s", ErrType, quoted(opt.Type), strings.Join(Types(), ", "))
	}
	extension := strings.ToLower(path.Ext(opt.Name))
	for _, f := range all[1:] {
		if slices.Contains(f.extensions, extension) {
			return f, nil
		}
	}
	if looksHTML(text) {
		return format{}, fmt.Errorf("%w: HTML pages are not read yet; --type text shows the source of the page", ErrUnsupported)
	}
	return all[0], nil
}

// looksHTML reports whether text begins as HTML pages do, after blanks,
// comments and an XML declaration.
func looksHTML(text []byte) bool {
	text = pastProlog(text)
	for _, start := range []string{"<!doctype html", "<html", "<head", "<body", "<article"} {
		if len(text) > len(start) && strings.EqualFold(string(text[:len(start)]), start) && endsName(text[len(start)]) {
			return true
		}
	}
	return false
}

// pastProlog returns text without the blanks, comments and XML declaration
// that it begins with.
func pastProlog(text []byte) []byte {
	for {
		text = bytes.TrimSpace(text)
		end := ""
		switch {
		case bytes.HasPrefix(text, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(text, []byte("<?xml")):
			end = "?>"
		default:
			return text
		}
		i := bytes.Index(text, []byte(end))
		if i < 0 {
			return nil
		}
		text = text[i+len(end):]
	}
}

// endsName reports whether the name of an element ends before c.
func endsName(c byte) bool { return bytes.IndexByte([]byte(" \t\r\n\f/>"), c) >= 0 }
