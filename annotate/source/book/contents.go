package book

import (
	"path"
	"slices"
	"strings"

	"galley/annotate/source/archive"
	"galley/annotate/source/markup"
)

// longestTitle bounds the title of a chapter, in bytes.
const longestTitle = 1 << 10

// contents are the titles in the tables of contents, by path of the file that
// each leads to; the first that leads there counts.
func (p *packageFile) contents(parts *archive.Archive) map[string]string {
	titles := map[string]string{}
	for _, id := range p.order {
		item := p.items[id]
		if !slices.Contains(item.properties, "nav") && id != p.ncx && item.mediaType != "application/x-dtbncx+xml" {
			continue
		}
		if raw, err := parts.Read(item.path); err == nil {
			_ = markup.Walk(raw, &contents{folder: path.Dir(item.path), titles: titles}) // what was heard before damage stands
		}
	}
	return titles
}

// contents reads a table of contents: the links in the nav of EPUB 3 that is
// called so, or the points of the NCX of EPUB 2.
type contents struct {
	folder string
	titles map[string]string

	nav   bool // being read is the nav that is the table of contents
	label bool // being read is a title
	href  string
	text  strings.Builder
}

func (c *contents) Open(e markup.Element) {
	switch e.Name {
	case "nav":
		c.nav = slices.Contains(strings.Fields(e.Attr("type")), "toc")
	case "a":
		if c.nav {
			c.begin()
			c.href = e.Attr("href")
		}
	case "navLabel":
		c.begin()
	case "content": // of an NCX: after the label
		c.href = e.Attr("src")
		c.name()
	}
}

func (c *contents) begin() {
	c.label = true
	c.text.Reset()
}

func (c *contents) Close(name string) {
	switch name {
	case "nav":
		c.nav = false
	case "a":
		if c.label {
			c.label = false
			c.name()
		}
	case "navLabel":
		c.label = false
	}
}

func (c *contents) Text(text string) {
	if c.label && c.text.Len()+len(text) <= longestTitle {
		c.text.WriteString(text)
	}
}

// name gives the file that the entry leads to its title.
func (c *contents) name() {
	file, title := resolve(c.folder, c.href), oneLine(c.text.String())
	if c.href != "" && title != "" && c.titles[file] == "" {
		c.titles[file] = title
	}
	c.href = ""
	c.text.Reset()
}
