package pdf

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate/source/draft"
)

// wordLine returns the XML of a line of words: each is "left right top bottom text".
func wordLine(line ...string) string {
	var b strings.Builder
	b.WriteString("<line>")
	for _, w := range line {
		f := strings.Fields(w)
		fmt.Fprintf(&b, `<word xMin="%s" xMax="%s" yMin="%s" yMax="%s">%s</word>`, f[0], f[1], f[2], f[3], f[4])
	}
	return b.String() + "</line>"
}

func TestRaisedAndLoweredWords(t *testing.T) {
	doc := readPage(t, "<block>"+wordLine("70 80 100 110 about", "83 94 100 110 10", "94 97 98.5 104 6", "100 110 100 110 lm,", "113 120 100 110 H",
		"120 123 104.5 111 2", "123 130 100 110 O.", "130 133 98.5 104 3", "136 141 100 110 T", "141.2 150 102.8 109.5 HE", "153 160 98.5 104 4")+"</block>")
	got := ""
	for _, p := range doc.Blocks[0].Pieces {
		got += map[draft.Script]string{draft.Raised: "^", draft.Lowered: "_"}[p.Script] + p.Text
	}
	if want := "about 10^6 lm, H_2O.^3 THE 4"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDropCapsBelongToTheNextLine(t *testing.T) {
	for name, c := range map[string]struct {
		letter, first, second string
		want                  string
	}{
		"a word":         {"70 92 99 131 T", "95 106 102 112 he", "95 106 114 124 end", "The board"},
		"another word":   {"70 92 99 131 A", "98 109 102 112 ferry", "95 106 114 124 end", "A ferry board"},
		"not a drop cap": {"70 80 99 110 T", "95 106 102 112 he", "95 106 114 124 end", "T"},
	} {
		doc := readPage(t, "<block>"+wordLine(c.letter)+"</block><block>"+wordLine(c.first, "112 150 102 112 board")+
			wordLine(c.second, "110 120 114 124 of", "123 130 114 124 it.")+"</block>")
		if got := doc.Blocks[0].Text(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestVerseKeepsItsLines(t *testing.T) {
	verse := []string{"I saw the harbour in the rain,", "The boats were tied and grey and old,", "And no one came to sail again", "The story that the water told."}
	prose := []string{"The harbour board met on Tuesday in the", "Town Hall of Port Ada and Ms Lund asked", "Members of the Board to raise the levy,", "Which they did after a long debate."}
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{"verse": {verse, strings.Join(verse, "\n")}, "prose": {prose, strings.Join(prose, " ")}} {
		s := (&sketch{}).page().block(70, 100, 10, c.lines...)
		if doc := s.document(t); len(doc.Blocks) != 1 || doc.Blocks[0].Text() != c.want {
			t.Errorf("%s: %v", name, doc.Blocks)
		}
	}
}

func readPage(t *testing.T, blocks string) draft.Document {
	t.Helper()
	doc, err := Layout([]byte(`<doc><page width="600" height="800"><flow>` + blocks + `</flow></page></doc>`))
	if err != nil || len(doc.Blocks) == 0 {
		t.Fatalf("%v, %v", doc, err)
	}
	return doc
}
