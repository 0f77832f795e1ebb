package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// A sketch draws the XML of a layout: pages of 600 by 800 points.
type sketch struct{ out strings.Builder }

func (s *sketch) page() *sketch {
	s.close()
	s.out.WriteString(`<page width="600" height="800"><flow>`)
	return s
}

func (s *sketch) close() {
	if s.out.Len() > 0 {
		s.out.WriteString(`</flow></page>`)
	}
}

// block draws lines of a size downwards from the point x, y, 5 points per letter.
// A line that begins with ">" is indented.
func (s *sketch) block(x, y, size float64, lines ...string) *sketch {
	s.out.WriteString(`<block>`)
	for i, l := range lines {
		left, text := x, l
		if rest, ok := strings.CutPrefix(l, ">"); ok {
			left, text = x+15, rest
		}
		top := y + float64(i)*size*1.2
		s.out.WriteString(`<line>`)
		for word := range strings.FieldsSeq(text) {
			width := 5 * float64(len([]rune(word)))
			fmt.Fprintf(&s.out, `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f">%s</word>`, left, top, left+width, top+size, html.EscapeString(word))
			left += width + 4
		}
		s.out.WriteString(`</line>`)
	}
	s.out.WriteString(`</block>`)
	return s
}

func (s *sketch) document(t *testing.T) draft.Document {
	t.Helper()
	s.close()
	doc, err := Layout([]byte(`<html><head><title>About</title><meta name="Author" content="Ada Lund"/></head><body><doc>` + s.out.String() + `</doc></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// shown returns the blocks, one per line, with their kinds; furniture has its rule.
func shown(doc draft.Document) string {
	var lines []string
	for _, b := range doc.Blocks {
		line := fmt.Sprintf("%v%d %s", b.Kind, b.Level, b.Text())
		if b.Folded {
			line += " (" + b.Rule.Name + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func check(t *testing.T, doc draft.Document, want ...string) {
	t.Helper()
	if got := shown(doc); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestTitleDeckAndHeadingsBySize(t *testing.T) {
	s := (&sketch{}).page().block(50, 150, 30, "Harbour levy passes", "after a night of talks").
		block(50, 230, 18, "Crews and council disagree about who pays").block(50, 260, 14, "The vote").
		block(50, 290, 10, "The vote came after nine hours, the longest sitting since the year", "of the storm, and split both parties.").
		block(50, 330, 14, "Winter repairs").block(50, 350, 12, "The northern breakwater").
		block(50, 370, 10, "Nobody asked the crews about the repairs that were made to the old", "northern breakwater.")
	doc := s.document(t)
	check(t, doc, "title0 Harbour levy passes after a night of talks", "deck0 Crews and council disagree about who pays", "heading2 The vote",
		"paragraph0 The vote came after nine hours, the longest sitting since the year of the storm, and split both parties.",
		"heading2 Winter repairs", "heading3 The northern breakwater", "paragraph0 Nobody asked the crews about the repairs that were made to the old northern breakwater.")
	if doc.Meta.Title != "About" || doc.Meta.Byline != "Ada Lund" {
		t.Errorf("meta %+v", doc.Meta)
	}
	if doc.Blocks[0].Rule.Name == "" || doc.Blocks[0].Rule.Confidence == 0 {
		t.Error("no rule says why this is the title")
	}
}

func TestLinesThatRepeatOnPagesAreFolded(t *testing.T) {
	s := &sketch{}
	heads := []string{"The Harbour Record", "Special report", "The Harbour Record", "Special report", "The Harbour Record"}
	for i, head := range heads {
		s.page().block(50, 30, 10, head).block(50, 300, 10, fmt.Sprintf("Body of page %d ends here.", i+1)).block(280, 770, 10, fmt.Sprintf("– %d –", i+7))
	}
	var want []string
	for i, head := range heads {
		folded := "furniture0 " + head + " (D1 running head)"
		if head == "Special report" {
			folded = "paragraph0 " + head // twice is not often enough
		}
		want = append(want, folded, fmt.Sprintf("paragraph0 Body of page %d ends here.", i+1), fmt.Sprintf("furniture0 – %d – (D2 page number)", i+7))
	}
	check(t, s.document(t), want...)
}

func TestRunningHeadInTheFirstBlockIsRemoved(t *testing.T) {
	s := &sketch{}
	for i, text := range []string{"The vote ends.", "Nobody asked.", "It passed.", "So it went."} {
		s.page().block(50, 30, 10, fmt.Sprintf("%d The Harbour Record", i), text)
	}
	doc := s.document(t)
	if n := strings.Count(shown(doc), "(D1 running head)"); n != 4 || len(doc.Blocks) != 8 {
		t.Errorf("%d heads in %s", n, shown(doc))
	}
}

func TestTheSameWordsInTheMiddleOfPagesStay(t *testing.T) {
	s := &sketch{}
	for range 5 {
		s.page().block(50, 400, 10, "And so it went.")
	}
	if got := shown(s.document(t)); strings.Contains(got, "furniture") {
		t.Errorf("got %s", got)
	}
}

func TestLinesBecomeParagraphs(t *testing.T) {
	full := "The vote came after nine hours, the longest sitting since the year"
	cases := map[string]struct {
		lines []string
		want  []string
	}{
		"indented first lines": {[]string{">" + full, full + ".", full + ",", "of it.", ">" + full, "of it."},
			[]string{full + " " + full + ". " + full + ", of it.", full + " of it."}},
		"a line that ends early with its sentence": {[]string{full, "of the storm.", "Nobody asked the crews about the repairs that were made to the old", "one."},
			[]string{full + " of the storm.", "Nobody asked the crews about the repairs that were made to the old one."}},
		"a line that ends early without":   {[]string{full, "of the storm", "and nobody asked the crews about the repairs that were made to the"}, []string{full + " of the storm and nobody asked the crews about the repairs that were made to the"}},
		"bullets":                          {[]string{"• one of the", "two", "• another one"}, []string{"one of the two", "another one"}},
		"hanging indents":                  {[]string{full, ">of the storm.", "Another entry of the list that goes over the whole line it has,", ">and more", ">of it."}, []string{full + " of the storm.", "Another entry of the list that goes over the whole line it has, and more of it."}},
		"columns of a table":               {[]string{"Ost", "West", "North"}, []string{"Ost", "West", "North"}},
		"ligatures are written as letters": {[]string{"The ﬁrst oﬃce"}, []string{"The first office"}},
	}
	for name, c := range cases {
		doc := (&sketch{}).page().block(50, 200, 10, c.lines...).document(t)
		var got []string
		for _, b := range doc.Blocks {
			got = append(got, b.Text())
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestAGapSeparatesParagraphs(t *testing.T) {
	s := (&sketch{}).page()
	s.out.WriteString(`<block>`)
	for i, top := range []float64{200, 212, 236, 248} {
		fmt.Fprintf(&s.out, `<line><word xMin="50" yMin="%f" xMax="300" yMax="%f">line%d,</word><word xMin="304" yMin="%f" xMax="330" yMax="%f">and</word><word xMin="334" yMin="%f" xMax="360" yMax="%f">more</word><word xMin="364" yMin="%f" xMax="400" yMax="%f">of it</word></line>`,
			top, top+10, i, top, top+10, top, top+10, top, top+10)
	}
	s.out.WriteString(`</block>`)
	check(t, s.document(t), "paragraph0 line0, and more of it line1, and more of it", "paragraph0 line2, and more of it line3, and more of it")
}

func TestHyphensAtLineEnds(t *testing.T) {
	rest := " and some more words of it"
	cases := map[string]struct{ a, b, want string }{
		"parts a word":                  {"the long respon-", "sibility" + rest, "the long responsibility" + rest},
		"belongs to it, as seen":        {"a well-worn half-eaten x and the half-", "eaten pie" + rest, "a well-worn half-eaten x and the half-eaten pie" + rest},
		"belongs to it, as usual":       {"now the self-", "made man" + rest, "now the self-made man" + rest},
		"is seen elsewhere without":     {"the halfway house is half-", "way there" + rest, "the halfway house is halfway there" + rest},
		"before a capital":              {"in the Anglo-", "Saxon age" + rest, "in the Anglo-Saxon age" + rest},
		"soft":                          {"the respon\u00AD", "sibility" + rest, "the responsibility" + rest},
		"a dash between blanks":         {"the levy –", "a tax" + rest, "the levy – a tax" + rest},
		"a dash at a word":              {"the levy—", "a tax" + rest, "the levy—a tax" + rest},
		"an address":                    {"see https://example.org/", "levy for more" + rest, "see https://example.org/levy for more" + rest},
		"a slash":                       {"this and/or that and/", "or these" + rest, "this and/or that and/ or these" + rest},
		"of a number":                   {"from 1998-", "2001 it was" + rest, "from 1998- 2001 it was" + rest},
		"Chinese":                       {"港口税在一夜", "会谈后通过", "港口税在一夜会谈后通过"},
		"of a longer compound":          {"a state-of-the-", "art ship" + rest, "a state-of-the-art ship" + rest},
		"drawn apart from its own word": {"the respon -", "sibility" + rest, "the respon - sibility" + rest},
	}
	for name, c := range cases {
		if got := newVocabulary([]region{{{text: c.a}, {text: c.b}}}).join([]line{{text: c.a}, {text: c.b}}); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestAHyphenDrawnCloseToItsWordBelongsToIt(t *testing.T) {
	doc, err := Layout([]byte(`<page width="600" height="800"><block><line><word xMin="50" yMin="200" xMax="90" yMax="210">the</word><word xMin="94" yMin="200" xMax="200" yMax="210">respon</word>` +
		`<word xMin="201" yMin="200" xMax="204.5" yMax="210">-</word></line><line><word xMin="50" yMin="212" xMax="90" yMax="222">sibility</word><word xMin="94" yMin="212" xMax="120" yMax="222">of</word><word xMin="124" yMin="212" xMax="130" yMax="222">a</word><word xMin="134" yMin="212" xMax="140" yMax="222">b</word></line></block></page>`))
	if err != nil {
		t.Fatal(err)
	}
	check(t, doc, "paragraph0 the responsibility of a b")
}

func TestParagraphsContinueInTheNextColumnAndOnTheNextPage(t *testing.T) {
	a, b := "The crews had been promised a hearing before any vote was", "taken, and it never came."
	s := (&sketch{}).page().block(50, 600, 10, "Before this line there was nothing to say of it.", a).block(280, 770, 10, "1").
		block(320, 100, 10, b, "Then the column went on with more of the same and at last it").
		page().block(50, 300, 10, "ended there.").block(50, 400, 10, "A new one begins.")
	check(t, s.document(t), "paragraph0 Before this line there was nothing to say of it.", "paragraph0 "+a+" "+b,
		"paragraph0 Then the column went on with more of the same and at last it ended there.", "furniture0 1 (D2 page number)", "paragraph0 A new one begins.")
}

func TestColumnsAreReadOneAfterTheOther(t *testing.T) {
	lines := func(s string) []string {
		return []string{s + " one and the first of some", s + " two and the second of it", s + " three and the end."}
	}
	s := (&sketch{}).page().block(50, 100, 20, "A title over the whole of both of the columns here below it").
		block(50, 200, 10, lines("Left")...).block(320, 200, 10, lines("Right")...).block(50, 300, 10, lines("Below left")...).block(320, 300, 10, lines("Below right")...).
		block(50, 500, 10, "A note that stands under both of the columns and goes over the whole of the page there.")
	var first []string
	for _, b := range s.document(t).Blocks {
		first = append(first, strings.Join(strings.Fields(b.Text())[:2], " "))
	}
	if got := strings.Join(first, ", "); got != "A title, Left one, Below left, Right one, Below right, A note" {
		t.Errorf("got %s", got)
	}
}

func TestAFootnoteDoesNotInterruptAParagraph(t *testing.T) {
	s := (&sketch{}).page().block(50, 300, 10, "It went on for a very long time and then the members of the", "council took the vote that they had been asked to take by the").
		block(50, 500, 7, "1 A note in small letters.").page().block(50, 300, 10, "mayor.")
	check(t, s.document(t), "paragraph0 It went on for a very long time and then the members of the council took the vote that they had been asked to take by the mayor.",
		"paragraph0 1 A note in small letters.")
}

func TestMarksInAColumnOfTheirOwnPrecedeTheirItems(t *testing.T) {
	s := (&sketch{}).page().block(50, 300, 10, "1.", "2.").block(50, 324, 10, "•").block(70, 300, 10, "A ticket for the day", "A season of them", "Salt and some more")
	check(t, s.document(t), "list-item1 1. A ticket for the day", "list-item1 2. A season of them", "list-item1 Salt and some more")
}

func TestPlainPagesAreReadByTheirLines(t *testing.T) {
	page := func(n int, body string) string {
		return fmt.Sprintf("The Harbour Record\n\n%s\n\nPage %d of 3\n\f", body, n)
	}
	doc, err := Pages([]byte(page(1, "The vote came after nine hours, the longest respon-\nsibility since 1998, and it was\n\nNext there is a short one.") +
		page(2, "• An item that goes over its\nown line\n• Another item of the list\n\nText that breaks off at the end of the\npage without a stop and then") + page(3, "goes on here.")))
	if err != nil {
		t.Fatal(err)
	}
	head, foot := "furniture0 The Harbour Record (D1 running head)", "furniture0 Page %d of 3 (D2 page number)"
	check(t, doc, head, "paragraph0 The vote came after nine hours, the longest responsibility since 1998, and it was", "paragraph0 Next there is a short one.", fmt.Sprintf(foot, 1),
		head, "list-item1 An item that goes over its own line", "list-item1 Another item of the list",
		"paragraph0 Text that breaks off at the end of the page without a stop and then goes on here.", fmt.Sprintf(foot, 2), head, fmt.Sprintf(foot, 3))
}

func TestPageNumbers(t *testing.T) {
	for text, want := range map[string]bool{
		"7": true, "- 7 -": true, "Page 7 of 12": true, "xii": true, "[12]": true, "Seite 3 von 4": true, "7 / 12": true,
		"": false, "page": false, "7 ships": false, "Levy": false, "mild": false, "1998 1999 2000 2001 2002": false,
	} {
		if got := isPageNumber(pattern(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestOddLayoutsAreReadOrRefused(t *testing.T) {
	if _, err := Layout([]byte("<doc><page>")); !errors.Is(err, markup.ErrDamaged) {
		t.Errorf("cut off: %v", err)
	}
	for name, xml := range map[string]string{
		"nothing":          "<doc/>",
		"no place":         "<doc><word>one</word><line><word>two</word></line></doc>",
		"no size":          `<page><block><line><word xMin="NaN" yMin="x" xMax="1e999" yMax="-1e999">one</word></line></block></page>`,
		"controls":         "<page><block><line><word>a\x1b[31mb\x02</word></line></block></page>",
		"bad UTF-8":        "<page><block><line><word>a\xff</word></line></block></page>",
		"a title of a tag": "<html><title>Microsoft Word - a.doc</title></html>",
	} {
		if doc, err := Layout([]byte(xml)); err != nil || strings.ContainsRune(shown(doc), 0x1b) || doc.Meta.Title != "" {
			t.Errorf("%s: %q, %v, title %q", name, shown(doc), err, doc.Meta.Title)
		}
	}
}

func TestTooManyPagesAreRefused(t *testing.T) {
	if _, err := Pages(bytes.Repeat([]byte("a\f"), maxPages+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}

func TestNothingIsLostButHyphens(t *testing.T) {
	s := (&sketch{}).page().block(50, 30, 12, "Head", "of it").block(50, 200, 10, "One two three.", "Four five six.", ">Seven.").block(300, 200, 14, "Eight", "• nine ten")
	got := 0
	for _, b := range s.document(t).Blocks {
		got += len(strings.Fields(b.Text()))
	}
	if got != 13 {
		t.Errorf("%d words of 13", got)
	}
}

func FuzzLayout(f *testing.F) {
	f.Add(`<page width="600" height="800"><flow><block><line><word xMin="1" yMin="2" xMax="3" yMax="14">a-</word></line><line><word xMin="1" yMin="20" xMax="3" yMax="32">b</word></line></block></flow></page>`)
	f.Add(`<page height="1"><line><word yMax="9">1.</word></line><block><line><word xMin="2" yMax="9">x</word></line></block></page>`)
	f.Fuzz(func(t *testing.T, xml string) {
		doc, err := Layout([]byte(xml))
		for _, b := range doc.Blocks {
			if err != nil || b.Folded != (b.Kind == annotate.Furniture) {
				t.Errorf("%+v, %v", b, err)
			}
		}
	})
}

func FuzzPages(f *testing.F) {
	f.Add("The vote.\n\n1\n\fNext page\nhy-\nphen\n\f")
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := Pages([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		words := 0
		for _, b := range doc.Blocks {
			words += len(strings.Fields(b.Text()))
		}
		if words > 2*len(strings.Fields(strings.ToValidUTF8(text, "\uFFFD"))) {
			t.Errorf("%d words of %q", words, text)
		}
	})
}
