package anchor_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
)

func TestATransferLeadsToTheSameWords(t *testing.T) {
	for name, c := range map[string]struct{ from, to string }{
		"twins, blank lines":   {"Minutes\n\n\n\n\nHe said: no «no» no.", "Minutes\n\nHe said: no «no» no."},
		"a wrapped line":       {"It was «a\nlong» night.", "It was «a long» night."},
		"CRLF":                 {"One\r\n\r\nTwo «two»\r\ntwo", "One\n\nTwo «two» two"},
		"tabs":                 {"a\tb\t«a»\tb", "a   b   «a»   b"},
		"an indented text":     {"    The bank.\n    The «bank».\n", "The bank. The «bank»."},
		"a byte order mark":    {"\uFEFF«no» no", "«no» no"},
		"no-break spaces":      {"no\u00A0no\u00A0«no»", "no no «no»"},
		"more white space":     {"no no «no no»", "no   no\n\n«no   no»"},
		"no space at all":      {"船票\n«船»票", "船票«船»票"},
		"a divided word":       {"the «infor-\nmation» office", "the «information» office"},
		"a soft hyphen":        {"the «infor\u00ADmation» office", "the «information» office"},
		"bullets":              {"- no\n- «no»\n- no", "no\n\n«no»\n\nno"},
		"quoted lines":         {"> no «no»\n> no", "no «no» no"},
		"marks of their own":   {"no «?» no ?", "no «?» no ?"},
		"the whole":            {"  «no»  ", "«no»"},
		"controls":             {"no\x07 n«\x07o»", "no n«o»"},
		"other planes, astral": {"🎉\n\n\n🎉 «🎉»", "🎉\n\n🎉 «🎉»"},
	} {
		t.Run(name, func(t *testing.T) {
			from, span := unquote(c.from)
			to, want := unquote(c.to)
			transfer, ok := anchor.NewTransfer(from, to)
			if !ok {
				t.Fatal("not the same text")
			}
			if got, ok := transfer.Span(span); !ok || got != want {
				t.Errorf("%q at %v, want %v", got.In(to), got, want)
			}
		})
	}
}

func TestATransferNeedsTheSameLetters(t *testing.T) {
	for _, texts := range [][2]string{{"a b", "a c"}, {"a b", "a"}, {"a", "a b"}, {"a", "a."}, {"", "a"}, {"a", ""}, {"1. a", "a"}, {"“a”", "\"a\""}} {
		if _, ok := anchor.NewTransfer(texts[0], texts[1]); ok {
			t.Errorf("%q became %q", texts[0], texts[1])
		}
	}
	transfer, ok := anchor.NewTransfer("- a -", "a")
	if _, isThere := transfer.Span(annotate.Span{End: 1}); !ok || isThere {
		t.Error("a mark that was dropped has a place")
	}
	if _, isThere := transfer.Span(annotate.Span{Start: 4, End: 5}); isThere {
		t.Error("a mark that was dropped has a place at the end")
	}
}

// unquote removes guillemets and returns where they were.
func unquote(marked string) (string, annotate.Span) {
	text := strings.NewReplacer("«", "", "»", "").Replace(marked)
	start := strings.Index(marked, "«")
	return text, annotate.Span{Start: start, End: strings.Index(marked, "»") - len("«")}
}
