package pdf

import (
	"bytes"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// A layout reads the XML of pdftotext.
type layout struct {
	pages   []box // their sizes
	regions []region
	meta    annotate.Meta

	word      box
	base      box       // the last word that is neither raised nor lowered
	mark      byte      // the mark that opens the word, or 0
	prevRight float64   // right edge of the previous word
	sizes     []float64 // heights of the words of the open line
	text      strings.Builder
	inWord    bool
	inTitle   bool
}

// Layout makes a draft from the XML that pdftotext -bbox-layout writes. Its errors
// are those of package markup.
func Layout(xml []byte) (draft.Document, error) {
	var l layout
	if err := markup.Walk(validXML(xml), markup.Visitor{Open: l.onOpen, Close: l.onClose, Text: l.onText}); err != nil {
		return draft.Document{}, err
	}
	l.reportUndecoded()
	l.mirror()
	attachCaps(l.regions)
	l.markEdges()
	markFurniture(l.regions, len(l.pages))
	attachMarks(l.regions)
	t := newTypesetting(l.regions)
	return draft.Document{Meta: l.meta, Blocks: t.blocks(t.order(l.regions))}, nil
}

// edgeShare is the fraction of the height of a page, at its top and at its bottom,
// where running heads and page numbers are.
const edgeShare = .12

// rowHeight is the maximum distance, in points, between lines that count as being at
// the same position on their pages.
const rowHeight = 6

// markEdges finds the lines at the top and at the bottom of their pages.
func (l *layout) markEdges() {
	l.eachLine(func(line *line) {
		height := l.pages[line.page].bottom
		line.atEdge = line.top < edgeShare*height || line.bottom > (1-edgeShare)*height
		line.row = int(line.top / rowHeight)
	})
}

// eachLine calls visit for each line that is on a page.
func (l *layout) eachLine(visit func(*line)) {
	for _, r := range l.regions {
		for i := range r {
			if r[i].page < len(l.pages) {
				visit(&r[i])
			}
		}
	}
}

// reportUndecoded puts a remark in the place of the text of each page whose font does
// not say which letters it shows.
func (l *layout) reportUndecoded() {
	const minLetters = 20
	letters, bad := make([]int, len(l.pages)), make([]int, len(l.pages))
	l.eachLine(func(line *line) {
		for _, r := range line.text {
			if r > ' ' {
				letters[line.page]++
			}
			if r == utf8.RuneError || unicode.Is(unicode.Co, r) {
				bad[line.page]++
			}
		}
	})
	reported := map[int]bool{}
	l.eachLine(func(line *line) {
		if page := line.page; letters[page] >= minLetters && bad[page]*3 > letters[page] {
			line.text = ""
			if !reported[page] {
				line.text = fmt.Sprintf("[Page %d cannot be read: its font does not say which letters it shows.]", page+1)
				line.furniture = ruleUndecoded
			}
			reported[page] = true
		}
	})
}

// validXML returns xml with U+FFFD in place of characters that XML does not allow:
// fonts may give letters any code.
func validXML(xml []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, bytes.ToValidUTF8(xml, []byte("\uFFFD")))
}

func (l *layout) onOpen(e markup.Element) {
	switch e.Name {
	case "page":
		l.pages = append(l.pages, box{right: length(e, "width"), bottom: length(e, "height")})
	case "block":
		l.regions = append(l.regions, nil)
	case "line":
		l.openLine()
	case "word":
		l.prevRight = l.word.right
		l.word = box{length(e, "xMin"), length(e, "yMin"), length(e, "xMax"), length(e, "yMax")}
		l.inWord = true
		l.openWord()
	case "title":
		l.inTitle = true
	case "meta":
		if e.Attr("name") == "Author" {
			l.meta.Byline = e.Attr("content")
		}
	}
}

// length returns an attribute in points, or 0 if it is not a number.
func length(e markup.Element, name string) float64 {
	const maxLength = 1e6
	v, err := strconv.ParseFloat(e.Attr(name), 64)
	if err != nil || math.IsNaN(v) {
		return 0
	}
	return min(max(v, -maxLength), maxLength)
}

func (l *layout) openLine() {
	if len(l.regions) == 0 {
		l.regions = append(l.regions, nil)
	}
	r := &l.regions[len(l.regions)-1]
	*r = append(*r, line{page: max(len(l.pages)-1, 0)})
	l.sizes = l.sizes[:0]
	l.text.Reset()
}

func (l *layout) line() *line {
	if len(l.regions) == 0 {
		return nil
	}
	lines := l.regions[len(l.regions)-1]
	if len(lines) == 0 {
		return nil
	}
	return &lines[len(lines)-1]
}

// openWord adds the box of a word to that of its line.
func (l *layout) openWord() {
	line := l.line()
	if line == nil {
		return
	}
	if len(l.sizes) == 0 {
		line.box, line.first = l.word, l.word.right-l.word.left
		l.base, l.mark = l.word, 0
	} else {
		l.setOff()
		line.box = line.union(l.word)
	}
	l.sizes = append(l.sizes, l.word.bottom-l.word.top)
}

func (l *layout) onClose(name string) {
	switch name {
	case "word":
		l.inWord = false
		if l.mark != 0 {
			l.text.WriteByte(onLine)
		}
	case "title":
		l.inTitle = false
	case "line":
		l.closeLine()
	}
}

func (l *layout) closeLine() {
	line := l.line()
	if line == nil || len(l.sizes) == 0 {
		return
	}
	slices.Sort(l.sizes)
	line.size = l.sizes[len(l.sizes)/2]
	line.text = strings.TrimSpace(expandLigatures(l.text.String()))
	if line.text, line.isRTL = logicalOrder(line.text); line.isRTL {
		line.first = l.word.right - l.word.left
	}
	// A hyphen may be drawn as a separate word, close to the previous one.
	stem, isApart := strings.CutSuffix(line.text, " -")
	if isApart && l.word.left-l.prevRight < l.word.right-l.word.left && endsInHyphen(stem+"-") {
		line.text = stem + "-"
	}
}

func (l *layout) onText(text string) {
	const maxTitleBytes = 1 << 10
	switch {
	case l.inTitle && len(l.meta.Title)+len(text) <= maxTitleBytes:
		l.meta.Title = usableTitle(l.meta.Title + text)
	case l.inWord && len(l.sizes) > 0:
		l.text.WriteString(text)
	}
}

// usableTitle returns the title of a file, or "" if it only names the file or the
// program that made it.
func usableTitle(title string) string {
	lower := strings.ToLower(title)
	if strings.HasPrefix(lower, "microsoft word") || strings.HasPrefix(lower, "untitled") {
		return ""
	}
	extensions := []string{".doc", ".docx", ".indd", ".qxd", ".qxp", ".tex", ".dvi", ".odt", ".pdf", ".rtf"}
	if slices.Contains(extensions, path.Ext(lower)) {
		return ""
	}
	return title
}

func expandLigatures(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0xFB00 && r <= 0xFB06 }) {
		return text
	}
	return strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st").Replace(text)
}
