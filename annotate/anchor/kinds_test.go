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

func TestInsertedTextStaysOutside(t *testing.T) {
	const weather = "Weather across the region stayed calm, with light winds from the west."
	const said = "The rise is fair and it comes at the right time,”"
	checkPairs(t, []pair{
		{"a paragraph before an edited quotation mark", "«\"The rise is fair and it comes at the right time,\" said Ada Lund.»", weather + "\n\n“" + said + " said Ada Lund.",
			"changed: “" + said + " said Ada Lund."},
		{"a paragraph before an edited quotation mark, and a word edited", "«\"The rise is fair and it comes at the right time,\" said Ada Lund.»",
			weather + "\n\n“" + said + " said Ada Berg.", "changed: “" + said + " said Ada Berg."},
		{"a paragraph after an edited end", "«“The rise is fair and it comes at the right time.”»", "“The rise is fair and it comes at the right time”, he said.\n\n" + weather,
			"changed: “The rise is fair and it comes at the right time”"},
		{"a paragraph before an edited first word", "«The skippers now face a hard winter.» Many of them have no other work.",
			"New ferries, several small boats, a redesigned pier and many of the other things that the harbour has now been promised are to come over the next years." +
				"\n\nBut skippers now face a hard winter. Many of them have no other work.", "changed: But skippers now face a hard winter."},
		{"a sentence before an edited first word", "«The skippers now face a hard winter.» Many of them have no other work.",
			"The office promised new ferries, a redesigned pier and several small boats. Skippers now face a hard winter. Many of them have no other work.",
			"changed: Skippers now face a hard winter."},
		{"a sentence after an edited last word", "It was late. «The skippers now face a hard winter.»",
			"It was late. The skippers now face a hard season. The office promised new ferries, a redesigned pier and several small boats.",
			"changed: The skippers now face a hard season."},
		{"a sentence that goes on", "«The council will raise the ferry fares in June.» Nobody had asked for it.",
			"The council will raise the ferry fares in June, which the islanders, who had been told of it in a letter that came on the last day of the month, " +
				"and the skippers, who had not been told of it at all, think is a bad plan at a bad time. Nobody had asked for it.",
			"changed: The council will raise the ferry fares in June"},
		{"a sentence that begins earlier", "Nobody had asked for it. «“Fares will rise in June,» the council said.",
			"Nobody had asked for it. “After much debate in the halls of the islands and in the market, Fares will rise in June, the council said.",
			"changed: Fares will rise in June,"},
		{"a question that goes on", "It was late. «Who will pay for the ferry?» Nobody knew.",
			"It was late. Who will pay for the ferry when the winter comes and the islanders stay at home for months? Nobody knew.",
			"changed: Who will pay for the ferry"},
	})
}

// A correction often quotes the words that it corrects.
func TestANoteThatQuotesTheWordsIsNeverCertain(t *testing.T) {
	const lead = "Ada Lund spoke for an hour. "
	for _, c := range []pair{
		{"a word replaced", lead + "The ferry costs «ten» crowns a day.", lead + "The ferry costs twelve crowns a day.\n\nCorrection: An earlier version said “The ferry costs ten crowns a day.”", "twelve"},
		{"a number replaced", lead + "The ferry costs «4.20» crowns a day.", lead + "The ferry costs 5.10 crowns a day.\n\nThis article first said that the ferry costs 4.20 crowns a day.", "5.10"},
		{"a phrase edited", lead + "The ferry costs «ten crowns a day» for now.", lead + "The ferry costs twelve crowns a week for now.\n\nCorrection: An earlier version said “The ferry costs ten crowns a day for now.”", ""},
		{"a phrase edited, quoted alone", lead + "The ferry costs «ten crowns a day» for now.", lead + "The ferry costs twelve crowns a week for now.\n\nCorrection: An earlier version said “ten crowns a day”.", ""},
		{"a sentence edited", lead + "«The ferry costs ten crowns a day.» Nobody paid.", lead + "The ferry costs twelve crowns a week. Nobody paid.\n\nCorrection: An earlier version said “The ferry costs ten crowns a day.”", ""},
		{"a sentence rewritten", lead + "«The ferry costs ten crowns a day.» Nobody paid.", lead + "Fares of two euros were agreed. Nobody paid.\n\nCorrection: An earlier version said “The ferry costs ten crowns a day.”", ""},
		{"a sentence deleted", lead + "«The ferry costs ten crowns a day.» Nobody paid.", lead + "Nobody paid.\n\nCorrection: An earlier version of this article said “The ferry costs ten crowns a day.” It does not.", ""},
		{"a paragraph rewritten", "«The ferry costs ten crowns a day.»", "Fares of two euros were agreed on Friday.\n\nA previous version read: «The ferry costs ten crowns a day.»", ""},
		{"a note above", lead + "The ferry costs «ten» crowns a day.", "Correction: We said “The ferry costs ten crowns a day.” It is twelve.\n\n" + lead + "The ferry costs twelve crowns a day.", "twelve"},
		{"a note in the same paragraph", lead + "The ferry costs «ten» crowns a day.", lead + "The ferry costs twelve crowns a day. (An earlier version said “The ferry costs ten crowns a day.”)", "twelve"},
		{"a name replaced", lead + "«Karl Berg» was the skipper of the boat.", lead + "Kurt Burg was the skipper of the boat.\n\nAn earlier version misnamed Kurt Burg as Karl Berg.", "Kurt Burg"},
		{"a name replaced, quoted in the sentence", lead + "«Karl Berg» was the skipper of the boat.", lead + "Kurt Burg was the skipper of the boat.\n\nWe wrote: “Karl Berg was the skipper of the boat.”", ""},
		{"not quoted", lead + "«The ferry costs ten crowns a day.» Nobody paid.", lead + "Nobody paid.\n\nCorrection: An earlier version of this article said: The ferry costs ten crowns a day.", ""},
		{"not quoted, a sentence of its own", lead + "«The ferry costs ten crowns a day.» Nobody paid.", lead + "Nobody paid.\n\nThis article has been corrected. The ferry costs ten crowns a day. That was wrong.", ""},
		{"not quoted, without a word for it", lead + "«The ferry costs ten crowns a day.» Nobody paid.", lead + "Nobody paid.\n\nWhat the paper had here was: The ferry costs ten crowns a day.", ""},
		{"not quoted, the paragraph rewritten", "«The ferry costs ten crowns a day.»", "Fares of two euros were agreed on Friday.\n\nA previous version read: The ferry costs ten crowns a day.", ""},
		{"not quoted, in a paragraph of its own", "«The ferry costs ten crowns a day.»", "Fares of two euros were agreed on Friday.\n\nA previous version read:\n\nThe ferry costs ten crowns a day.", ""},
		{"not quoted, in the same paragraph", lead + "«The ferry costs ten crowns a day.»", lead + "The ferry costs twelve crowns a day, not ten. An earlier version said The ferry costs ten crowns a day.", ""},
		{"not quoted, in brackets", lead + "«Karl Berg was the skipper of the boat.» Nobody paid.", lead + "Nobody paid. (Correction: Karl Berg was the skipper of the boat. He was not.)", ""},
		{"not quoted, in German", lead + "«Karl Berg was the skipper of the boat.»", lead + "Korrektur: In einer früheren Fassung hieß es, Karl Berg was the skipper of the boat.", ""},
		{"not quoted, words of it", lead + "The ferry costs «ten crowns a day» for now. Nobody paid.", lead + "Nobody paid.\n\nClarification: We wrote that the ferry costs ten crowns a day for now.", ""},
		{"quoted before, too", lead + "“The ferry costs ten crowns «a day for now,»” she said. Nobody paid.", lead + "Nobody paid.\n\nCorrection: An earlier version quoted her: “The ferry costs ten crowns a day for now,” which she did not say.", ""},
		{"a name edited, a note in front", lead + "«Karl Berg» was the skipper of the boat.", "Editor’s note: Karl Berg was the skipper of another boat.\n\n" + lead + "Kurt Berg was the skipper of the boat.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, all := marked(around(c.old))
			to, _ := marked(around(strings.NewReplacer("«", "“", "»", "”").Replace(c.new)))
			p := place(t, from, to, all, anchor.Options{})[0]
			got := paint(to, p.Anchor)
			if p.Anchor.State.Certain() || c.want != "" && got != "changed: "+c.want {
				t.Errorf("%s (%v, %s), want %s", got, p.Anchor.Score, p.Reason, c.want)
			}
		})
	}
}

func TestTheReasonSaysThatATwinAppeared(t *testing.T) {
	const line = "The ferry costs ten crowns a day."
	for name, c := range map[string]struct {
		new    string
		isTwin bool
	}{
		"no twin":             {line, false},
		"text before":         {"Ada Lund spoke.\n\n" + line, false},
		"a twin after":        {line + "\n\n" + line, true},
		"a twin far below":    {line + "\n\nAda Lund spoke.\n\nNobody paid.\n\n" + line, true},
		"a twin in its line":  {line + " Ada Lund spoke. " + line, true},
		"a twin above":        {line + "\n\nAda Lund spoke.\n\n" + line, true},
		"a twin of old words": {line + "\n\nThe bus that costs ten crowns a day is late.\n\nThe ferry costs ten crowns a day. It is late.", true},
		"a twin that is like": {line + "\n\nThe ferry costs two crowns a day.", false},
	} {
		t.Run(name, func(t *testing.T) {
			from, all := marked(around("«" + line + "»"))
			to, _ := marked(around(c.new))
			p := place(t, from, to, all, anchor.Options{})[0]
			if isSame := p.Reason == "the same words at the same place"; p.Anchor.State != annotate.Anchored || isSame == c.isTwin {
				t.Errorf("%s: %s", paint(to, p.Anchor), p.Reason)
			}
		})
	}
}

// Words that move, or are kept, are certain although new text is before them.
func TestWordsAfterNewTextAreCertain(t *testing.T) {
	checkPairs(t, []pair{
		{"a new sentence before", "«The ferry costs ten crowns a day.» Nobody paid.", "Ada Lund spoke for an hour. The ferry costs ten crowns a day. Nobody paid.", "anchored: The ferry costs ten crowns a day."},
		{"a new paragraph before", "«The ferry costs ten crowns a day.»", "The board said this:\n\nThe ferry costs ten crowns a day.", "anchored: The ferry costs ten crowns a day."},
		{"moved after a new sentence", "«The ferry costs ten crowns a day.» Nobody paid it.", "Nobody paid it.\n\nAda Lund spoke for an hour. The ferry costs ten crowns a day.", "moved: The ferry costs ten crowns a day."},
		{"a correction before", "«The ferry costs ten crowns a day.» Nobody paid.", "The correction of the fares was late. The ferry costs ten crowns a day. Nobody paid.", "anchored: The ferry costs ten crowns a day."},
	})
}

func TestOneOfSeveralEqualNeighborsIsNeverCertain(t *testing.T) {
	const line = "Continue reading the story"
	checkPairs(t, []pair{
		{"the second line is left", "«" + line + "»\n\n" + line, line, "ambiguous"},
		{"two of three", line + "\n\n«" + line + "»\n\n" + line, line + "\n\n" + line, "ambiguous"},
		{"a word of the line", "Continue «reading» the story\n\n" + line, line, "ambiguous"},
		{"sentences", "It rained. «The fare is ten.» The fare is ten. Nobody paid.", "It rained. The fare is ten. Nobody paid.", "ambiguous"},
		{"words", "He said: «no» no no, and left.", "He said: no no, and left.", "ambiguous"},
		{"lines in pairs", "«Reds 2–1»\n\nBlues\n\nReds 2–1\n\nBlues\n\nOaks 3–0", "Reds 2–1\n\nBlues\n\nOaks 3–0", "ambiguous"},
		{"all are left", "«" + line + "»\n\n" + line, line + "\n\nNobody paid.\n\n" + line, "anchored: " + line},
		{"another line between", line + "\n\nNobody paid.\n\n«" + line + "»", "Nobody paid.\n\n" + line, "anchored: " + line},
		{"another line after", "«" + line + "»\n\nNobody paid.\n\n" + line, line + "\n\nNobody paid.", "anchored: " + line},
		{"another sentence of a name", "Lund spoke. «Lund» left. Nobody paid.", "Lund left. Nobody paid.", "anchored: Lund"},
		{"another paragraph of a name", "Lund spoke.\n\n«Lund» left.\n\nNobody paid.", "Lund left.\n\nNobody paid.", "anchored: Lund"},
		{"a longer paragraph", "The fare is ten. Lund left.\n\n«The fare is ten.» Berg left.", "The fare is ten. Berg left.", "anchored: The fare is ten."},
		{"a different neighbor deleted", line + " of Ada\n\n«" + line + "»", line, "anchored: " + line},
	})
}

func TestAFigureOfAnotherLineIsNeverCertain(t *testing.T) {
	checkPairs(t, []pair{
		{"a score", "Reds «2–1»\n\nBlues 0–3", "Greens 2–1\n\nBlues 0–3", "ambiguous"},
		{"between names", "Reds «2–1» Oaks", "Lions 2–1 Tigers", "ambiguous"},
		{"a price", "Apples «4.20»", "Plums 4.20", "ambiguous"},
		{"a sentence", "Reds beat Oaks «2–1» at home.", "Greens lost to Tigers 2–1 away.", "ambiguous"},
		{"one name stays", "Reds «2–1» Oaks", "Reds 2–1 Tigers", "anchored: 2–1"},
		{"a corrected name", "Aples «4.20»", "Apples 4.20", "anchored: 4.20"},
		{"the other figure was corrected", "Apples «4.20» 11", "Apples 4.20 12", "anchored: 4.20"},
		{"a figure by itself", "Apples\n\n«4.20»", "Plums\n\n4.20", "anchored: 4.20"},
		{"words", "Reds «won»\n\nBlues lost", "Greens won\n\nBlues lost", "anchored: won"},
	})
}

func TestAnEditOfTheSentenceIsReported(t *testing.T) {
	const next = " Nobody else spoke on Monday."
	for name, c := range map[string]struct {
		old, new string
		isEdited bool
	}{
		"nothing":              {"Alpha Jones «said yes» on Monday." + next, "Alpha Jones said yes on Monday." + next, false},
		"the speaker":          {"Alpha Jones «said yes» on Monday." + next, "Beta Smith said yes on Monday." + next, true},
		"speakers changed":     {"Alpha Jones «said yes» on Monday. Beta Smith said no on Monday.", "Beta Smith said yes on Monday. Alpha Jones said no on Monday.", true},
		"the day":              {"Alpha Jones «said yes» on Monday." + next, "Alpha Jones said yes on Friday." + next, true},
		"a word was inserted":  {"Alpha Jones «said yes to the levy» on Monday." + next, "Alpha Jones never said yes to the levy on Monday." + next, true},
		"the next sentence":    {"Alpha Jones «said yes» on Monday." + next, "Alpha Jones said yes on Monday. Everybody else spoke on Friday.", false},
		"a sentence was added": {"Alpha Jones «said yes» on Monday.", "Alpha Jones said yes on Monday." + next, false},
		"second of two":        {"It rained. «Alpha Jones said yes on Monday. Nobody else spoke» on Monday.", "It rained. Alpha Jones said yes on Monday. Nobody else spoke on Friday.", true},
	} {
		t.Run(name, func(t *testing.T) {
			from, all := marked(around(c.old))
			to, _ := marked(around(c.new))
			p := place(t, from, to, all, anchor.Options{})[0]
			if isEdited := p.Reason == anchor.ReasonEditedAround; p.Anchor.State != annotate.Anchored || isEdited != c.isEdited {
				t.Errorf("%s: %s", paint(to, p.Anchor), p.Reason)
			}
		})
	}
}
