package pdf

import (
	"fmt"
	"strings"
	"testing"
)

func TestTextIsPutIntoTheOrderInWhichItIsRead(t *testing.T) {
	for visual, want := range map[string]string{
		"the levy (4.20)":                  "the levy (4.20)",
		".ינש טפשמ והז":                    "זהו משפט שני.",
		".ןורחאה 2026.5.14-ב הטלחהה":       "ההחלטה ב-2026.5.14 האחרון.",
		"BBC News-ב עדימ":                  "מידע ב-BBC News",
		"12 34 םירפסמ":                     "מספרים 34 12",
		"%50 הלע ריחמה":                    "המחיר עלה %50",
		"50% הלע ריחמה":                    "המחיר עלה 50%",
		"(יצח) םלוע":                       "עולם (חצי)",
		"the word םולש רקוב means morning": "the word בוקר שלום means morning",
		"ﻼﻫﺃ":                              "أهلا",
		"לָע":                              "עלָ",
	} {
		if got, _ := logicalOrder(visual); got != want {
			t.Errorf("%q: got %q, want %q", visual, got, want)
		}
	}
}

// pageOf returns the XML of a page 600 wide with one block per line; a line is its left
// and right edge and its words.
func pageOf(lines ...string) string {
	var b strings.Builder
	b.WriteString(`<page width="600" height="800">`)
	for i, line := range lines {
		var left, right int
		_, words, _ := strings.Cut(line, ":")
		fmt.Sscanf(line, "%d-%d:", &left, &right)
		fields := strings.Fields(words)
		fmt.Fprintf(&b, `<block><line>`)
		for j, w := range fields {
			step := (right - left) / len(fields)
			fmt.Fprintf(&b, `<word xMin="%d" xMax="%d" yMin="%d" yMax="%d">%s</word>`, left+j*step, left+(j+1)*step-3, 300+20*i, 312+20*i, w)
		}
		fmt.Fprintf(&b, `</line></block>`)
	}
	return b.String() + `</page>`
}

func TestPagesWithoutLettersAreSaidToBeSo(t *testing.T) {
	bad := strings.Repeat("\uE012\uE013\uFFFD ", 10)
	doc, err := Layout([]byte("<doc>" + pageOf("50-500:The levy passed in the morning.") + pageOf("50-500:"+bad, "50-500:"+bad) + "</doc>"))
	if err != nil || len(doc.Blocks) != 2 {
		t.Fatalf("%+v, %v", doc.Blocks, err)
	}
	if b := doc.Blocks[1]; b.Text() != "[Page 2 cannot be read: its font does not say which letters it shows.]" || b.Folded {
		t.Errorf("%+v", b)
	}
}

func TestPagesFromRightToLeftAreMirrored(t *testing.T) {
	var l layout
	l.pages = []box{{right: 600, bottom: 800}}
	l.regions = []region{{{box: box{100, 0, 550, 10}, isRTL: true}, {box: box{300, 20, 550, 30}, isRTL: true}, {box: box{300, 40, 400, 50}}}}
	l.mirror()
	if r := l.regions[0]; r[0].left != 50 || r[0].right != 500 || r[1].right != 300 {
		t.Errorf("%+v", r)
	}
}
