package source

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	webpage "galley/annotate/source/page"
)

// A format is one type of text that can be read.
type format struct {
	name       string // what Options.Type calls it
	mediaType  string
	extensions []string // of file names, lower case
	extractor  string   // names the rules that find the blocks, "" if the format says all
	// read adds the blocks of scrubbed text to b and says what the text tells
	// of itself. It keeps no part of text.
	read func(b *builder, text []byte) annotate.Meta
	// draft, in place of read, makes a draft of text that is not scrubbed.
	draft func(text []byte, opt Options) (draft.Document, error)
}

const typeHTML = "html"

// readPage reads a web page.
func readPage(text []byte, opt Options) (draft.Document, error) {
	doc, err := webpage.Parse(text, opt.Base)
	if errors.Is(err, webpage.ErrTooLarge) {
		return doc, fmt.Errorf("%w: the page has over two million tags; save the article alone", ErrTooLarge)
	}
	return doc, err
}

// formats lists what can be read. The first is what a source is taken for that
// nothing else claims.
func formats() []format {
	return []format{
		{name: "text", mediaType: "text/plain", extensions: []string{".txt", ".text"}, read: readText},
		{name: "markdown", mediaType: "text/markdown", extensions: []string{".md", ".markdown", ".mdown", ".mkd"}, read: readMarkdown},
		{name: typeHTML, mediaType: "text/html", extensions: []string{".html", ".htm", ".xhtml", ".xht"}, extractor: webpage.Rules, draft: readPage},
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
// the extension claims; else HTML if it begins as that does; else plain text.
func choose(text []byte, opt Options) (format, error) {
	all := formats()
	if opt.Type != "" {
		for _, f := range all {
			if strings.EqualFold(f.name, opt.Type) {
				return f, nil
			}
		}
		names := Types()
		last := len(names) - 1
		return format{}, fmt.Errorf("%w %s: use %s or %s", ErrType, quoted(opt.Type), strings.Join(names[:last], ", "), names[last])
	}
	extension := strings.ToLower(path.Ext(opt.Name))
	for _, f := range all[1:] {
		if slices.Contains(f.extensions, extension) {
			return f, nil
		}
	}
	if looksHTML(text) {
		opt.Type = typeHTML
		return choose(text, opt)
	}
	return all[0], nil
}

// claimsHTML reports whether raw is to be read as a page, as far as can be told
// before it is decoded.
func claimsHTML(raw []byte, opt Options) bool {
	f, err := choose(raw, opt)
	return err == nil && f.name == typeHTML
}

// looksHTML reports whether text begins as HTML pages do, after blanks,
// comments and an XML declaration.
func looksHTML(text []byte) bool {
	text = pastProlog(bytes.TrimPrefix(text, []byte("\uFEFF")))
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

// Extensions lists the extensions of the files that can be read, in lower case
// and with their dot. Some of them need a program that converts them.
func Extensions() []string {
	var extensions []string
	for _, f := range formats() {
		extensions = append(extensions, f.extensions...)
	}
	for _, d := range documents() {
		extensions = append(extensions, "."+d.name)
	}
	for _, c := range convertibles() {
		extensions = append(extensions, c.extensions...)
	}
	return extensions
}
