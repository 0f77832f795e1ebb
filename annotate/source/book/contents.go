package book

import (
	"path"
	"slices"
	"strings"

	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// maxTitle is the maximum length in bytes of the title of a chapter.
const maxTitle = 1 << 10

// titles maps the path of each file that a table of contents links to, to the title
// there. The first entry for a file counts.
func (p *packageFile) titles(parts *archive.Archive) map[string]string {
	titles := map[string]string{}
	for _, id := range p.order {
		item := p.items[id]
		if !slices.Contains(item.properties, "nav") && id != p.ncx && item.mediaType != "application/x-dtbncx+xml" {
			continue
		}
		if raw, err := parts.Read(item.path); err == nil {
			c := contents{folder: path.Dir(item.path), titles: titles}
			_ = markup.Walk(raw, markup.Visitor{Open: c.onOpen, Close: c.onClose, Text: c.onText}) // keep the entries before any damage
		}
	}
	return titles
}

// contents reads a table of contents: the links in the toc nav of EPUB 3, or the
// points of the NCX of EPUB 2.
type contents struct {
	folder string
	titles map[string]string

	inTOC   bool // inside the nav that is the table of contents
	inLabel bool // inside a title
	href    string
	text    strings.Builder
}

func (c *contents) onOpen(e markup.Element) {
	switch e.Name {
	case "nav":
		c.inTOC = slices.Contains(strings.Fields(e.Attr("type")), "toc")
	case "a":
		if c.inTOC {
			c.openLabel()
			c.href = e.Attr("href")
		}
	case "navLabel":
		c.openLabel()
	case "content": // of an NCX: follows the label
		c.href = e.Attr("src")
		c.addTitle()
	}
}

func (c *contents) openLabel() {
	c.inLabel = true
	c.text.Reset()
}

func (c *contents) onClose(name string) {
	switch name {
	case "nav":
		c.inTOC = false
	case "a":
		if c.inLabel {
			c.inLabel = false
			c.addTitle()
		}
	case "navLabel":
		c.inLabel = false
	}
}

func (c *contents) onText(text string) {
	if c.inLabel && c.text.Len()+len(text) <= maxTitle {
		c.text.WriteString(text)
	}
}

// addTitle records the title of the file that the current entry links to.
func (c *contents) addTitle() {
	file, title := resolve(c.folder, c.href), draft.OneLine(c.text.String())
	if c.href != "" && title != "" && c.titles[file] == "" {
		c.titles[file] = title
	}
	c.href = ""
	c.text.Reset()
}
