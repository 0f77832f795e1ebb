package book

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/markup"
)

// A manifestItem is a file of the book.
type manifestItem struct {
	path       string
	mediaType  string
	properties []string
}

// isText reports whether the file is a chapter.
func (m manifestItem) isText() bool {
	switch m.mediaType {
	case "application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml", "":
		return !slices.Contains(m.properties, "nav")
	}
	return false
}

// A packageFile is the file that lists what a book is made of (OPF).
type packageFile struct {
	folder string
	items  map[string]manifestItem // by id
	order  []string                // ids of the items
	spine  []string                // ids of items
	ncx    string                  // id of the table of contents of EPUB 2

	title, language, date string
	published             bool // date is that of publication
	creators              []string

	metadata bool
	field    string // being read
	event    string // attribute of the date being read
	text     strings.Builder
}

// readPackage finds the package file and reads it.
func readPackage(parts *archive.Archive) (*packageFile, error) {
	var c container
	raw, err := parts.Read("META-INF/container.xml")
	if err != nil {
		return nil, err
	}
	if err := markup.Walk(raw, &c); err != nil && c.path == "" {
		return nil, err
	}
	if raw, err = parts.Read(c.path); err != nil {
		return nil, err
	}
	p := &packageFile{folder: path.Dir(c.path), items: map[string]manifestItem{}}
	if err := markup.Walk(raw, p); err != nil && len(p.spine) == 0 {
		return nil, err
	}
	return p, nil
}

// A container finds the path of the package file.
type container struct {
	markup.NopVisitor
	path string
}

func (c *container) Open(e markup.Element) {
	if e.Name == "rootfile" && c.path == "" {
		c.path = path.Clean(strings.TrimPrefix(e.Attr("full-path"), "/"))
	}
}

func (p *packageFile) Open(e markup.Element) {
	switch e.Name {
	case "metadata":
		p.metadata = true
	case "item":
		id := e.Attr("id")
		if _, known := p.items[id]; !known {
			p.order = append(p.order, id)
		}
		p.items[id] = manifestItem{resolve(p.folder, e.Attr("href")), strings.ToLower(e.Attr("media-type")), strings.Fields(e.Attr("properties"))}
	case "spine":
		p.ncx = e.Attr("toc")
	case "itemref":
		p.spine = append(p.spine, e.Attr("idref"))
	case "title", "creator", "language", "date":
		if p.metadata {
			p.field, p.event = e.Name, e.Attr("event")
			p.text.Reset()
		}
	}
}

func (p *packageFile) Close(name string) {
	if name == "metadata" {
		p.metadata = false
	}
	if name != p.field || name == "" {
		return
	}
	p.field = ""
	text := oneLine(p.text.String())
	switch {
	case text == "":
	case name == "title" && p.title == "":
		p.title = text
	case name == "language" && p.language == "":
		p.language = text
	case name == "creator" && len(p.creators) < 20:
		p.creators = append(p.creators, text)
	case name == "date" && !p.published && (p.date == "" || p.event == "publication"):
		p.date, p.published = text, p.event == "publication"
	}
}

func (p *packageFile) Text(text string) {
	if p.field != "" {
		p.text.WriteString(text)
	}
}

func (p *packageFile) meta() annotate.Meta {
	return annotate.Meta{Title: p.title, Byline: strings.Join(p.creators, ", "), Published: p.date, Language: p.language}
}

// chapters are the paths of the chapters in the order of reading, each once.
func (p *packageFile) chapters() []string {
	var paths []string
	seen := map[string]bool{}
	for _, id := range p.spine {
		item, ok := p.items[id]
		if !ok || !item.isText() || seen[item.path] {
			continue
		}
		seen[item.path] = true
		paths = append(paths, item.path)
	}
	return paths
}

// resolve is the path within the book that a reference in a file of that folder
// means, without its fragment.
func resolve(folder, href string) string {
	href, _, _ = strings.Cut(href, "#")
	href = unescaped(href)
	if strings.HasPrefix(href, "/") {
		return path.Clean(href)[1:]
	}
	return path.Join(folder, href)
}

// unescaped is text with its percent escapes decoded, as it is if one is none.
func unescaped(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			b.WriteByte(text[i])
			continue
		}
		if i+2 >= len(text) {
			return text
		}
		code, err := strconv.ParseUint(text[i+1:i+3], 16, 8)
		if err != nil {
			return text
		}
		b.WriteByte(byte(code))
		i += 2
	}
	return b.String()
}

// refuseProtected returns ErrProtected if more than fonts are encrypted.
func refuseProtected(parts *archive.Archive) error {
	raw, err := parts.Read("META-INF/encryption.xml")
	if err != nil {
		return nil
	}
	var e encryption
	if err := markup.Walk(raw, &e); err != nil || e.foreign {
		return fmt.Errorf("%w: %d of its files are encrypted", ErrProtected, max(e.files, 1))
	}
	return nil
}

// An encryption finds out how the files of a book are encrypted.
type encryption struct {
	markup.NopVisitor
	foreign bool // by a method other than the two that only hide fonts
	files   int
	data    bool
}

func (c *encryption) Open(e markup.Element) {
	switch e.Name {
	case "EncryptedData":
		c.data = true
	case "EncryptionMethod":
		algorithm := e.Attr("Algorithm")
		isFont := algorithm == "http://www.idpf.org/2008/embedding" || algorithm == "http://ns.adobe.com/pdf/enc#RC"
		if c.data && !isFont {
			c.foreign = true
			c.files++
		}
	}
}

func (c *encryption) Close(name string) {
	if name == "EncryptedData" {
		c.data = false
	}
}
