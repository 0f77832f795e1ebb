package docx

import (
	"bytes"
	"cmp"
	"path"
	"strings"

	"galley/annotate/source/archive"
	"galley/annotate/source/markup"
)

// A Review is what readers of a document marked in it, and the text that they marked.
type Review struct {
	Title   string
	Text    string // paragraphs, with a blank line between them
	Marks   []Mark // comments in the order of the file, then highlights in text order
	Changes int    // tracked insertions and deletions; the text has the insertions
	Replies int    // comments that answer another one which is none of Marks
	Loose   int    // comments on no words of the text
}

// A Mark is a comment on words, or a highlight without one.
type Mark struct {
	Start, End int // bytes of Review.Text
	Author     string
	Date       string // as in the file: 2026-11-22T09:00:00Z
	Lines      []string
	Color      string // of a highlight, else ""
	Replies    []Mark // without a place, in the order of the file
}

// IsDocument reports whether raw begins like a document that ReadReview reads.
func IsDocument(raw []byte) bool {
	return archive.IsZip(raw) && bytes.Contains(raw, []byte("word/document"))
}

// ReadReview reads a document as Word and LibreOffice write it (ECMA-376 part 1, 17.13.4).
// Its errors are those of packages archive and markup.
func ReadReview(raw []byte) (Review, error) {
	parts, err := archive.Open(raw)
	if err != nil {
		return Review{}, err
	}
	main := target(parts, "", "officeDocument", "word/document.xml")
	text, err := parts.Read(main)
	if err != nil {
		return Review{}, err
	}
	body := newBodyReader()
	if err := markup.Walk(text, body.visitor()); err != nil {
		return Review{}, err
	}
	comments := commentReader{}
	if err := comments.read(parts, main); err != nil {
		return Review{}, err
	}
	r := Review{Title: readTitle(parts), Text: body.text.String(), Changes: body.changes}
	r.addComments(comments, body.ranges)
	r.addHighlights(body.highlights)
	return r, nil
}

// target returns the part to which another one, or the archive itself for "", has a
// relation of a kind, or usual if there is none.
func target(parts *archive.Archive, from, kind, usual string) string {
	folder, found := path.Dir(from), ""
	raw, err := parts.Read(path.Join(folder, "_rels", path.Base("/"+from)+".rels"))
	if err != nil {
		return usual
	}
	_ = markup.Walk(raw, markup.Visitor{Open: func(e markup.Element) { // damage leaves the usual one
		if path.Base(e.Attr("Type")) != kind || found != "" {
			return
		}
		if found = e.Attr("Target"); strings.HasPrefix(found, "/") {
			folder = ""
		}
		found = strings.TrimPrefix(path.Join(folder, found), "/")
	}})
	return cmp.Or(found, usual)
}

// addComments adds the comments that have words, with their replies.
func (r *Review) addComments(comments commentReader, ranges map[string]*[2]int) {
	threads := map[string]int{} // indexes of Marks, by the last paragraph of the comment
	for _, c := range comments.list {
		switch at := ranges[c.id]; {
		case comments.parents[c.lastParagraph] != "":
		case at == nil || strings.TrimSpace(r.Text[at[0]:max(at[0], at[1])]) == "":
			r.Loose++
		default:
			c.Start, c.End = at[0], at[1]
			threads[c.lastParagraph] = len(r.Marks)
			r.Marks = append(r.Marks, c.Mark)
		}
	}
	for _, c := range comments.list {
		if comments.parents[c.lastParagraph] == "" {
			continue
		}
		if i, ok := threads[comments.first(c.lastParagraph)]; ok {
			r.Marks[i].Replies = append(r.Marks[i].Replies, c.Mark)
		} else {
			r.Replies++
		}
	}
}

// addHighlights adds the highlights of words without a comment.
func (r *Review) addHighlights(highlights []Mark) {
	covered := make([]int, len(r.Text)+1) // by how many more comments than the byte before
	for _, c := range r.Marks {
		covered[c.Start]++
		covered[c.End]--
	}
	for i := 1; i < len(covered); i++ {
		covered[i] += covered[i-1]
	}
	for _, h := range highlights {
		if covered[h.Start] == 0 && covered[h.End-1] == 0 && strings.TrimSpace(r.Text[h.Start:h.End]) != "" {
			r.Marks = append(r.Marks, h)
		}
	}
}

// readTitle returns the title in the properties of a document, or "".
func readTitle(parts *archive.Archive) (title string) {
	raw, err := parts.Read("docProps/core.xml")
	if err != nil {
		return ""
	}
	inTitle := false
	_ = markup.Walk(raw, markup.Visitor{ // damaged properties are as good as none
		Open:  func(e markup.Element) { inTitle = e.Name == "title" },
		Close: func(string) { inTitle = false },
		Text: func(text string) {
			if inTitle {
				title += text
			}
		},
	})
	return strings.TrimSpace(title)
}

// A comment is a comment, perhaps without a place.
type comment struct {
	Mark
	id            string
	lastParagraph string // by which its replies name it
}

// A commentReader reads the comments of a document.
type commentReader struct {
	list    []comment
	parents map[string]string // last paragraph of the comment that a reply answers, by that of the reply

	line   strings.Builder
	inText bool
}

func (c *commentReader) read(parts *archive.Archive, main string) error {
	c.parents = map[string]string{}
	for _, part := range []struct {
		name  string
		visit markup.Visitor
	}{
		{target(parts, main, "comments", "word/comments.xml"), markup.Visitor{Open: c.open, Close: c.close, Text: c.text}},
		{target(parts, main, "commentsExtended", "word/commentsExtended.xml"), markup.Visitor{Open: func(e markup.Element) {
			if parent := e.Attr("paraIdParent"); parent != "" {
				c.parents[e.Attr("paraId")] = parent
			}
		}}},
	} {
		if !parts.Has(part.name) {
			continue
		}
		raw, err := parts.Read(part.name)
		if err == nil {
			err = markup.Walk(raw, part.visit)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// maxThread is the maximum number of replies to replies that are followed.
const maxThread = 100

// first returns the last paragraph of the comment with which a thread begins. Word
// has no replies to replies; other programs do.
func (c *commentReader) first(reply string) string {
	for range maxThread {
		parent := c.parents[reply]
		if parent == "" {
			break
		}
		reply = parent
	}
	return reply
}

func (c *commentReader) open(e markup.Element) {
	switch e.Name {
	case "comment":
		c.list = append(c.list, comment{Mark: Mark{Author: e.Attr("author"), Date: e.Attr("date")}, id: e.Attr("id")})
	case "p":
		if len(c.list) > 0 {
			c.list[len(c.list)-1].lastParagraph = e.Attr("paraId")
		}
	case "t":
		c.inText = true
	case "tab":
		c.line.WriteByte('\t')
	case "br", "cr":
		c.line.WriteByte('\n')
	}
}

func (c *commentReader) close(name string) {
	switch name {
	case "t":
		c.inText = false
	case "p":
		if n := len(c.list); n > 0 {
			c.list[n-1].Lines = append(c.list[n-1].Lines, c.line.String())
		}
		c.line.Reset()
	}
}

func (c *commentReader) text(text string) {
	if c.inText {
		c.line.WriteString(text)
	}
}
