package pdf

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// A line is a line of words. Lengths are points, from the top left of its page.
type line struct {
	left, top, right, bottom float64
	size                     float64 // middle height of its words
	first                    float64 // width of its first word
	page                     int     // from 0
	text                     string

	atEdge    bool       // it is among the first or last of its page
	row       int        // tells the same place on another page
	furniture draft.Rule // that makes it part of the page, none for a line of the text
}

// A region is a block of lines as the program found it, within one column.
type region struct {
	lines []line
}

// A sheet is the size of one page.
type sheet struct{ width, height float64 }

// A layout reads the XML of pdftotext.
type layout struct {
	sheets  []sheet
	regions []region
	meta    annotate.Meta

	word   box
	before float64   // right edge of the word before
	words  []float64 // heights of those of the line being read
	text   strings.Builder
	inText bool // a word is being read
	title  bool
}

// A box is where something stands.
type box struct{ left, top, right, bottom float64 }

// Layout makes a draft of the XML that pdftotext -bbox-layout writes. Its
// errors are those of package markup.
func Layout(xml []byte) (draft.Document, error) {
	var l layout
	if err := markup.Walk(plainXML(xml), &l); err != nil {
		return draft.Document{}, err
	}
	l.markEdges()
	markFurniture(l.regions, len(l.sheets))
	attachMarks(l.regions)
	t := newTypesetting(l.regions)
	var paragraphs []paragraph
	for _, r := range t.inOrder(l.regions) {
		paragraphs = append(paragraphs, t.split(r)...)
	}
	paragraphs = t.joined(paragraphs)
	t.decide(paragraphs)
	doc := draft.Document{Meta: l.meta}
	words := vocabularyOf(l.regions)
	for _, p := range paragraphs {
		doc.Blocks = append(doc.Blocks, p.block(words))
	}
	return doc, nil
}

// zone is the share of a page at its top and at its bottom where running heads
// and page numbers stand.
const zone = .12

// step is how far apart two lines may be to be at the same place, in points.
const step = 6

// markEdges finds the lines at the top and at the bottom of their pages.
func (l *layout) markEdges() {
	for _, r := range l.regions {
		for i := range r.lines {
			now := &r.lines[i]
			if now.page >= len(l.sheets) {
				continue
			}
			height := l.sheets[now.page].height
			now.atEdge = now.top < zone*height || now.bottom > (1-zone)*height
			now.row = int(now.top / step)
		}
	}
}

// plainXML is xml with a replacement character for what XML does not allow:
// fonts may give letters any code.
func plainXML(xml []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, bytes.ToValidUTF8(xml, []byte("\uFFFD")))
}

func (l *layout) Open(e markup.Element) {
	switch e.Name {
	case "page":
		l.sheets = append(l.sheets, sheet{length(e, "width"), length(e, "height")})
	case "block":
		l.regions = append(l.regions, region{})
	case "line":
		l.openLine()
	case "word":
		l.before = l.word.right
		l.word = box{length(e, "xMin"), length(e, "yMin"), length(e, "xMax"), length(e, "yMax")}
		l.inText = true
		l.openWord()
	case "title":
		l.title = true
	case "meta":
		if e.Attr("name") == "Author" {
			l.meta.Byline = e.Attr("content")
		}
	}
}

// length is an attribute in points, 0 if it is none.
func length(e markup.Element, name string) float64 {
	const farthest = 1e6
	v, err := strconv.ParseFloat(e.Attr(name), 64)
	if err != nil || math.IsNaN(v) {
		return 0
	}
	return min(max(v, -farthest), farthest)
}

func (l *layout) openLine() {
	if len(l.regions) == 0 {
		l.regions = append(l.regions, region{})
	}
	r := &l.regions[len(l.regions)-1]
	r.lines = append(r.lines, line{page: max(len(l.sheets)-1, 0)})
	l.words = l.words[:0]
	l.text.Reset()
}

// line is the line being read, nil if there is none.
func (l *layout) line() *line {
	if len(l.regions) == 0 {
		return nil
	}
	lines := l.regions[len(l.regions)-1].lines
	if len(lines) == 0 {
		return nil
	}
	return &lines[len(lines)-1]
}

// openWord makes room for a word in its line.
func (l *layout) openWord() {
	now := l.line()
	if now == nil {
		return
	}
	if len(l.words) == 0 {
		now.left, now.top, now.right, now.bottom = l.word.left, l.word.top, l.word.right, l.word.bottom
		now.first = l.word.right - l.word.left
	} else {
		l.text.WriteByte(' ')
		now.left, now.top = min(now.left, l.word.left), min(now.top, l.word.top)
		now.right, now.bottom = max(now.right, l.word.right), max(now.bottom, l.word.bottom)
	}
	l.words = append(l.words, l.word.bottom-l.word.top)
}

func (l *layout) Close(name string) {
	switch name {
	case "word":
		l.inText = false
	case "title":
		l.title = false
	case "line":
		l.closeLine()
	}
}

func (l *layout) closeLine() {
	now := l.line()
	if now == nil || len(l.words) == 0 {
		return
	}
	slices.Sort(l.words)
	now.size = l.words[len(l.words)/2]
	now.text = strings.TrimSpace(letters(l.text.String()))
	if stem := strings.TrimSuffix(now.text, " -"); stem != now.text && l.word.left-l.before < l.word.right-l.word.left && isParted(stem+"-") {
		now.text = stem + "-" // drawn by itself, close to its word
	}
}

func (l *layout) Text(text string) {
	const longestTitle = 1 << 10
	switch {
	case l.title && len(l.meta.Title)+len(text) <= longestTitle:
		l.meta.Title = usableTitle(l.meta.Title + text)
	case l.inText && len(l.words) > 0:
		l.text.WriteString(text)
	}
}

// usableTitle is the title of a file unless it only says from which file or
// program it was made.
func usableTitle(title string) string {
	lower := strings.ToLower(title)
	if strings.HasPrefix(lower, "microsoft word") || strings.HasPrefix(lower, "untitled") {
		return ""
	}
	for _, end := range []string{".doc", ".docx", ".indd", ".qxd", ".qxp", ".tex", ".dvi", ".odt", ".pdf", ".rtf"} {
		if strings.HasSuffix(lower, end) {
			return ""
		}
	}
	return title
}

// letters is text with its ligatures written out.
func letters(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0xFB00 && r <= 0xFB06 }) {
		return text
	}
	return strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st").Replace(text)
}

// endsSentence reports whether text ends as a sentence does, before closing
// marks.
func endsSentence(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'”’»›)]}」』", r)
	})
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?:…。！？", r) && text != ""
}

// beginsLower reports whether the first letter of text is a small one.
func beginsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "“‘\"'(["))
	return unicode.IsLower(r)
}
