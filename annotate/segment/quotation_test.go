package segment_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

// caret returns marked without its |, and the offset of the |.
func caret(t *testing.T, marked string) (text string, off int) {
	t.Helper()
	before, after, ok := strings.Cut(marked, "|")
	if !ok {
		t.Fatalf("%q has no caret", marked)
	}
	return before + after, len(before)
}

func TestQuotationByTable(t *testing.T) {
	for _, c := range []struct{ name, marked, outer, inner string }{
		{"curly", "He said “G|o now.” Yes.", "“Go now.”", "Go now."},
		{"on the opening mark", "He said |“Go.” Yes.", "“Go.”", "Go."},
		{"on the closing mark", "He said “Go.|” Yes.", "“Go.”", "Go."},
		{"just after it", "He said “Go.”| Yes.", "", ""},
		{"before it", "H|e said “Go.” Yes.", "", ""},
		{"between two", "“Go,” he| said, “now.”", "", ""},
		{"second of two", "“Go,” he said, “n|ow.”", "“now.”", "now."},
		{"inner of nested", "“She said ‘G|o’ twice.”", "‘Go’", "Go"},
		{"outer of nested", "“She said ‘Go’ tw|ice.”", "“She said ‘Go’ twice.”", "She said ‘Go’ twice."},
		{"straight", `He said "G|o now." Yes.`, `"Go now."`, "Go now."},
		{"second straight", `"Go," he said, "n|ow."`, `"now."`, "now."},
		{"between straight ones", `"Go," he| said, "now."`, "", ""},
		{"inch mark", `A 6" pipe and "a wo|rd" here`, `"a word"`, "a word"},
		{"straight single", "a 'b|rave' team's dogs' run", "'brave'", "brave"},
		{"apostrophes are no marks", "The team’s dogs’ r|un ’90s '90s rock 'n roll", "", ""},
		{"apostrophe inside", "He said ‘it’s m|ine’ then.", "‘it’s mine’", "it’s mine"},
		{"single never closed", "She said ‘it w|as so", "", ""},
		{"not closed", "He said “Go. N|ow.", "", ""},
		{"straight, not closed", `He said "Go. N|ow.`, "", ""},
		{"the one before not closed", "“Go, he said. Later he said “n|ow” again.", "“now”", "now"},
		{"after one that is not closed", "„Das ist gut, sagte er. Dann g|ing er. Sie sagte: „Nein“.", "", ""},
		{"closed only", "and so on.” He| left.", "", ""},
		{"French", "Il dit « O|ui » et part.", "« Oui »", "Oui"},
		{"German", "Er rief „G|eh“ laut.", "„Geh“", "Geh"},
		{"German guillemets", "Er rief »G|eh!« laut.", "»Geh!«", "Geh!"},
		{"English inside German", "Er rief „sag “n|o” laut“ heute.", "“no”", "no"},
		{"Polish", "Rzekł „I|dź” i poszedł.", "„Idź”", "Idź"},
		{"Swedish", "Hon sade ”G|å” och gick.", "”Gå”", "Gå"},
		{"German single", "Er rief ‚G|eh‘ laut.", "‚Geh‘", "Geh"},
		{"single guillemets", "Il dit ‹O|ui› et part.", "‹Oui›", "Oui"},
		{"reversed single guillemets", "Han sagde ›j|a‹ og gik.", "›ja‹", "ja"},
		{"Japanese", "彼は「行|く。」と言った。", "「行く。」", "行く。"},
		{"Japanese nested", "彼は「彼が『行|く』と」言った。", "『行く』", "行く"},
		{"Chinese", "他说：“你|好。”", "“你好。”", "你好。"},
		{"empty", "an “”| empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, off := caret(t, c.marked)
			outer, inner, ok := segment.Quotation(text, whole(text), off)
			if outer.In(text) != c.outer || inner.In(text) != c.inner || ok != (c.outer != "") {
				t.Errorf("got %q, %q, %v; want %q, %q", outer.In(text), inner.In(text), ok, c.outer, c.inner)
			}
		})
	}
}

func TestQuotationEndsWithItsBlock(t *testing.T) {
	text := "“One.\n\n“Two,” he said."
	outer, _, ok := segment.Quotation(text, annotate.Span{Start: 0, End: 7}, 4)
	if !ok || outer.In(text) != "“One." {
		t.Errorf("first paragraph: %q %v", outer.In(text), ok)
	}
	outer, _, ok = segment.Quotation(text, annotate.Span{Start: 9, End: len(text)}, 13)
	if !ok || outer.In(text) != "“Two,”" {
		t.Errorf("second paragraph: %q %v", outer.In(text), ok)
	}
}

func TestClauseByTable(t *testing.T) {
	for _, c := range []struct{ name, marked, want string }{
		{"before a comma", "He l|eft, and she stayed. No.", "He left"},
		{"after a comma", "He left, and| she stayed. No.", "and she stayed."},
		{"on the comma", "He left|, and she stayed.", "He left"},
		{"white space after it", "He left,| and she stayed.", "and she stayed."},
		{"whole sentence", "He l|eft. No.", "He left."},
		{"semicolon and colon", "One: t|wo; three.", "two"},
		{"numbers are whole", "It cost 10,0|00 at 8:30, he said.", "It cost 10,000 at 8:30"},
		{"em dash", "The vote—all n|ight—passed.", "all night"},
		{"en dash with blanks", "The vote – all n|ight – passed.", "all night"},
		{"en dash in a range", "Aged 8–1|0, they left.", "Aged 8–10"},
		{"hyphens", "The war-t|orn town - now - left.", "The war-torn town"},
		{"brackets", "The vote (all n|ight) passed.", "all night"},
		{"bracket in a word", "All member(s) l|eft.", "left."},
		{"quotation", "“We are s|mall,” she said.", "We are small"},
		{"after a quotation", "“We are small,” s|he said.", "she said."},
		{"on an opening mark", "She said |“go” twice.", "She said"},
		{"first mark of all", "|“Go” twice.", "Go"},
		{"single marks", "‘We are s|mall,’ it’s said.", "We are small"},
		{"apostrophes", "It’s the dogs’ h|ome, yes.", "It’s the dogs’ home"},
		{"Chinese", "这一段很长，没|有空格。", "没有空格。"},
		{"nothing but marks", "— |—", "— —"},
		{"trailing marks", "Go —|—", "Go"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, off := caret(t, c.marked)
			if got := segment.Clause(text, whole(text), off).In(text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
