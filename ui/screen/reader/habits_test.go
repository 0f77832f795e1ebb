package reader_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	"github.com/charmbracelet/x/ansi"
)

// A search that begins while selecting extends the selection to the hit.
func TestFindExtendsASelection(t *testing.T) {
	for name, c := range map[string]struct{ typed, want string }{
		"forward":                   {"1Gwv/nine hours<enter>c", "claim: vote came after nine hours"},
		"to the next hit":           {"2Gv/nobody<enter>nq", "quote: “Nobody asked the ferry crews,” said Ada Lund. The levy adds 4.20 to every ticket.\n\nIt is a tax on people who cannot stay away. Nobody"},
		"and one hit back":          {"2Gv/nobody<enter>nNq", "quote: “Nobody"},
		"backward":                  {"3Gv/4.20<enter>c", "claim: 4.20 to every ticket.\n\nI"},
		"from the words themselves": {"1Gwv/vote<enter>c", "claim: vote"},
		"to the same words below":   {"2Glviw/nobody<enter>q", "quote: Nobody asked the ferry crews,” said Ada Lund. The levy adds 4.20 to every ticket.\n\nIt is a tax on people who cannot stay away. Nobody"},
		"canceled":                  {"1Gwv/nine hours<esc>c", "claim: v"},
		"canceled after selecting":  {"1Gwviw/nine<esc>c", "claim: vote"},
		"not found":                 {"1Gwviw/zebra<enter>c", "claim: vote"},
		"nothing typed":             {"1Gwviw/<enter>c", "claim: vote"},
		"then motions":              {"1Gwv/after<enter>ec", "claim: vote came after nine"},
		"without a selection":       {"1Gw/nine hours<enter>c", "claim: The vote came after nine hours, the longest sitting since 1998."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := openLevy(t).types(c.typed).marks(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Hits are no longer shown once words are tagged, and n shows them again.
func TestTaggingHidesTheHits(t *testing.T) {
	s := openLevy(t).types("gg/nobody<enter>c")
	text, _ := s.view()
	if want, _ := openLevy(t).types("2Glc").view(); text != want {
		t.Errorf("after tagging:\n%q\nwant\n%q", text, want)
	}
	if _, footer := s.types("n").view(); !strings.Contains(footer, "/2") {
		t.Errorf("n says %q", ansi.Strip(footer))
	}
}

// What is typed after a colon never acts as keys.
func TestCommandLine(t *testing.T) {
	for typed, want := range map[string]struct {
		footer string
		posted keys.Action
	}{
		":q<enter>":       {"", keys.Quit},
		":wq<enter>":      {"", keys.Quit},
		":q!<enter>":      {"", keys.Quit},
		":x<enter>":       {"", keys.Quit},
		":help<enter>":    {"", keys.ShowHelp},
		":w<enter>":       {"saved when you make it", ""},
		":3<enter>":       {"", ""},
		":<enter>":        {"", ""},
		":qco<esc>":       {"", ""},
		":oops cq<enter>": {"oops cq is not a command", ""},
		":%d<enter>":      {"%d is not a command", ""},
	} {
		s := openLevy(t)
		s.types(strings.TrimSuffix(typed, "<enter>"))
		var posted keys.Action
		if strings.HasSuffix(typed, "<enter>") {
			s.update(kit.ActionMsg{Action: keys.Accept})
			for _, msg := range s.outbox.Take() {
				posted = msg.(kit.ActionMsg).Action
			}
		}
		_, footer := s.view()
		if posted != want.posted || !strings.Contains(ansi.Strip(footer), want.footer) || s.marks() != "" || s.reader.Keyboard().Mode != keys.Read {
			t.Errorf("%s: posted %q, footer %q, annotations %q", typed, posted, ansi.Strip(footer), s.marks())
		}
	}
	s := openLevy(t).types(":w")
	s.queue = []annotate.Step{{ID: "late"}}
	s.update(kit.ActionMsg{Action: keys.Accept})
	if _, footer := s.view(); !strings.Contains(ansi.Strip(footer), "saving…") || strings.Contains(ansi.Strip(footer), "Saved") {
		t.Errorf("while a step is being saved, :w says %q", ansi.Strip(footer))
	}
	if s := openLevy(t).types(":3<enter>c"); s.marks() != "claim: It is a tax on people who cannot stay away." {
		t.Errorf("at %q", s.marks())
	}
}

// ctrl+o goes back through the places that the caret jumped from, alt+right forward.
func TestJumpsBackAndForward(t *testing.T) {
	for typed, want := range map[string]string{
		"1Gw3G<ctrl+o>viwc":                            "claim: vote",
		"1Gw3G<alt+left>viwc":                          "claim: vote",
		"1Gw3G<ctrl+o><alt+right>viwc":                 "claim: It",
		"1Gw2G3G<ctrl+o><ctrl+o>viwc":                  "claim: vote",
		"1Gw2G3G<ctrl+o><ctrl+o><alt+right>visc":       "claim: “Nobody asked the ferry crews,” said Ada Lund.",
		"1Gw/4.20<enter><ctrl+o>viwc":                  "claim: vote",
		"1Gw3G<ctrl+o>2G<ctrl+o>viwc":                  "claim: vote",
		"1Gw3G<ctrl+o><ctrl+o><ctrl+o><alt+right>viwc": "claim: vote",
		"1Gw<alt+right><ctrl+o>viwc":                   "claim: Harbour",
	} {
		if got := openLevy(t).types(typed).marks(); got != want {
			t.Errorf("%s: got %q, want %q", typed, got, want)
		}
	}
}
