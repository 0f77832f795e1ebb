package anchor_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"galley/annotate"
	"galley/annotate/anchor"
)

// A pair is a text with a mark, what became of it, and where the mark belongs.
type pair struct{ name, old, new, want string }

// around puts paragraphs around a text that stay as they are.
func around(text string) string {
	return "The harbour board met on Tuesday evening to discuss the new levy.\n\n" + text +
		"\n\nThe meeting closed at ten and all went home in the rain that night."
}

func checkPairs(t *testing.T, pairs []pair) {
	t.Helper()
	for _, c := range pairs {
		t.Run(c.name, func(t *testing.T) {
			from, all := marked(around(c.old))
			to, _ := marked(around(c.new))
			p := place(t, from, to, all, anchor.Options{})[0]
			if got := paint(to, p.Anchor); got != c.want {
				t.Errorf("%s (%v, %s), want %s", got, p.Anchor.Score, p.Reason, c.want)
			}
		})
	}
}

func TestTextsThatDifferInTheirUnicodeFormAreTheSame(t *testing.T) {
	for name, text := range map[string]string{
		"French":     "«The café in Zürich was naïve.»",
		"a word":     "The «café» in Zürich was naïve.",
		"Hangul":     "«항구 위원회»는 화요일 저녁에 모였다.",
		"kana":       "委員会は「«ガイド»」を出した。",
		"Vietnamese": "«Việt Nam» đã thông qua nghị quyết.",
		"Hindi":      "यह «क़ानून» नया है।",
	} {
		for _, forms := range [][2]norm.Form{{norm.NFC, norm.NFD}, {norm.NFD, norm.NFC}} {
			t.Run(name, func(t *testing.T) {
				from, all := marked(around(forms[0].String(text)))
				to, now := marked(around(forms[1].String(text)))
				got := place(t, from, to, all, anchor.Options{})[0]
				if got.Anchor.State != annotate.Anchored || got.Anchor.Span != now[0].Anchor.Span {
					t.Errorf("%s (%s)", paint(to, got.Anchor), got.Reason)
				}
				if found := anchor.NewFinder(to.Text).Find(all[0].Anchor); found.State != annotate.Anchored || found.Span != now[0].Anchor.Span {
					t.Errorf("found %s (%s)", paint(to, found), found.Reason)
				}
				edited, _ := marked(around("New. " + forms[1].String(strings.NewReplacer("«", "", "»", "").Replace(text))))
				if got := place(t, from, edited, all, anchor.Options{})[0].Anchor; got.State != annotate.Anchored {
					t.Errorf("edited: %s (%s)", paint(edited, got), got.Reason)
				}
			})
		}
	}
}

func TestWordsThatAreTheSameInFoldedFormAreChanged(t *testing.T) {
	checkPairs(t, []pair{
		{"a title in small letters", "«Board Approves Ferry Levy After Long Debate»", "Board approves ferry levy after long debate",
			"changed: Board approves ferry levy after long debate"},
		{"a paragraph in capitals", "«Board approves ferry levy after long debate»", "BOARD APPROVES FERRY LEVY AFTER LONG DEBATE",
			"changed: BOARD APPROVES FERRY LEVY AFTER LONG DEBATE"},
		{"words of it", "Board approves «ferry levy» after long debate", "BOARD APPROVES FERRY LEVY AFTER LONG DEBATE", "changed: FERRY LEVY"},
		{"a word of it", "Board Approves Ferry «Levy» After Long Debate", "Board approves ferry levy after long debate", "changed: levy"},
		{"ligatures", "The «official coefficient» of the flow is efficient.", "The oﬃcial coeﬃcient of the ﬂow is eﬃcient.", "changed: oﬃcial coeﬃcient"},
		{"ligatures for letters", "The oﬃcial coeﬃcient of the «ﬂow is eﬃcient».", "The official coefficient of the flow is efficient.", "changed: flow is efficient"},
		{"accents left out", "«Émile Zürich déjà» vu in the café.", "Emile Zurich deja vu in the cafe.", "changed: Emile Zurich deja"},
		{"full width", "In «2026» the fare was 40.", "In ２０２６ the fare was ４０.", "changed: ２０２６"},
		{"soft hyphens", "The «harbour authority» was late.", "The har\u00adbour au\u00adthor\u00adity was late.", "changed: har\u00adbour au\u00adthor\u00adity"},
		{"an apostrophe after a quotation mark", "“«Don’t» do this to the islanders,” said Ada Lund.", "\"Don't do this to the islanders,\" said Ada Lund.", "changed: Don't"},
		{"an apostrophe at the end", "It is the «skippers’» hall, said Ada Lund.", "It is the skippers' hall, said Ada Lund.", "changed: skippers'"},
		{"an ellipsis", "He said «it was late…» and left.", "He said it was late... and left.", "changed: it was late..."},
	})
}

func TestPartsOfCompounds(t *testing.T) {
	checkPairs(t, []pair{
		{"a number", "The speeches began after an «11»-year lull.", "The speeches began after an 12-year lull.", "changed: 12"},
		{"a number at the end", "They flew the Boeing-«737» again that day.", "They flew the Boeing-787 again that day.", "changed: 787"},
		{"a name", "The «Lund»-Berg report was late again.", "The Lind-Berg report was late again.", "changed: Lind"},
	})
}
