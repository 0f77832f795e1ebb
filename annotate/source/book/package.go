package book

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

type manifestItem struct {
	path       string
	mediaType  string
	properties []string
}

const typeSVG = "image/svg+xml"

// isText reports whether the file is a chapter.
func (m manifestItem) isText() bool {
	switch m.mediaType {
	case "application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml", typeSVG, "":
		return !slices.Contains(m.properties, "nav")
	}
	return false
}

// A packageFile is the file that lists the contents of a book (OPF).
type packageFile struct {
	folder string
	items  map[string]manifestItem // by id
	order  []string                // the ids of the items
	spine  []string                // the ids of the items in reading order
	ncx    string                  // the id of the table of contents of EPUB 2

	title, language, date string
	isPublication         bool // date is the date of publication
	creators              []string

	inMetadata bool
	field      string // the metadata element being read, or ""
	event      string // the event attribute of the date being read
	text       strings.Builder
}

func readPackage(parts *archive.Archive) (*packageFile, error) {
	raw, err := parts.Read("META-INF/container.xml")
	if err != nil {
		return nil, err
	}
	name := ""
	err = markup.Walk(raw, markup.Visitor{Open: func(e markup.Element) {
		if e.Name == "rootfile" && name == "" {
			name = path.Clean(strings.TrimPrefix(e.Attr("full-path"), "/"))
		}
	}})
	if err != nil && name == "" {
		return nil, err
	}
	if raw, err = parts.Read(name); err != nil {
		return nil, err
	}
	p := &packageFile{folder: path.Dir(name), items: map[string]manifestItem{}}
	if err := markup.Walk(raw, markup.Visitor{Open: p.onOpen, Close: p.onClose, Text: p.onText}); err != nil && len(p.spine) == 0 {
		return nil, err
	}
	return p, nil
}

func (p *packageFile) onOpen(e markup.Element) {
	switch e.Name {
	case "metadata":
		p.inMetadata = true
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
		if p.inMetadata {
			p.field, p.event = e.Name, e.Attr("event")
			p.text.Reset()
		}
	}
}

func (p *packageFile) onClose(name string) {
	if name == "metadata" {
		p.inMetadata = false
	}
	if name != p.field || name == "" {
		return
	}
	p.field = ""
	text := draft.OneLine(p.text.String())
	switch {
	case text == "":
	case name == "title" && p.title == "":
		p.title = text
	case name == "language" && p.language == "":
		p.language = text
	case name == "creator" && len(p.creators) < 20:
		p.creators = append(p.creators, text)
	case name == "date" && !p.isPublication && (p.date == "" || p.event == "publication"):
		p.date, p.isPublication = text, p.event == "publication"
	}
}

func (p *packageFile) onText(text string) {
	if p.field != "" {
		p.text.WriteString(text)
	}
}

func (p *packageFile) meta() annotate.Meta {
	return annotate.Meta{Title: p.title, Byline: strings.Join(p.creators, ", "), Published: p.date, Language: p.language}
}

// chapters returns the paths of the chapters in reading order, each once. A drawing
// that is not in the book is not a chapter.
func (p *packageFile) chapters(parts *archive.Archive) []string {
	var paths []string
	seen := map[string]bool{}
	for _, id := range p.spine {
		if item, ok := p.items[id]; ok && item.isText() && !seen[item.path] && (item.mediaType != typeSVG || parts.Has(item.path)) {
			seen[item.path] = true
			paths = append(paths, item.path)
		}
	}
	return paths
}

// resolve returns the path in the book that href, in a file in folder, refers to,
// without its fragment. Invalid percent escapes are taken literally.
func resolve(folder, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if unescaped, err := url.PathUnescape(href); err == nil {
		href = unescaped
	}
	if strings.HasPrefix(href, "/") {
		return path.Clean(href)[1:]
	}
	return path.Join(folder, href)
}

// refuseProtected returns ErrProtected if a file is encrypted with a method other than
// the two that only obfuscate fonts.
func refuseProtected(parts *archive.Archive) error {
	raw, err := parts.Read("META-INF/encryption.xml")
	if err != nil {
		return nil
	}
	files, inData := 0, false
	err = markup.Walk(raw, markup.Visitor{
		Open: func(e markup.Element) {
			algorithm := e.Attr("Algorithm")
			isFont := algorithm == "http://www.idpf.org/2008/embedding" || algorithm == "http://ns.adobe.com/pdf/enc#RC"
			if e.Name == "EncryptedData" {
				inData = true
			} else if e.Name == "EncryptionMethod" && inData && !isFont {
				files++
			}
		},
		Close: func(name string) { inData = inData && name != "EncryptedData" },
	})
	if err != nil || files > 0 {
		return fmt.Errorf("%w: encrypted files: %d", ErrProtected, max(files, 1))
	}
	return nil
}
