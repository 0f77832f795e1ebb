package reader_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	"github.com/charmbracelet/x/ansi"
)

// links returns the links of all annotations, each as "quote continues quote", with the
// last word of an annotation before its tag.
func (s *session) links() string {
	set := s.reader.Annotations()
	name := func(a annotate.Annotation) string {
		words := strings.Fields(a.Anchor.Exact)
		return words[0] + "/" + string(a.Tag)
	}
	var list []string
	for _, a := range set.All() {
		for _, link := range a.Links {
			to, _ := set.Get(link.To)
			list = append(list, fmt.Sprintf("%s %s %s", name(a), link.Kind, name(to)))
		}
	}
	return strings.Join(list, "; ")
}

// marked are keys that mark the vote (claim), the first quotation and its speaker
// (quotes), and the tax (opinion); the caret is at the speaker.
const marked = "1Gvisc" + "2Gwviqq" + "/Ada<enter>vwq" + "3Gviso" + "<shift+tab><shift+tab>"

func TestLinkingAnnotations(t *testing.T) {
	for name, c := range map[string]struct{ typed, want string }{
		"supports":                    {"Kas", "Ada/quote supports The/claim"},
		"contradicts":                 {"Kax", "Ada/quote contradicts The/claim"},
		"says the same":               {"Ka=", "Ada/quote same The/claim"},
		"answers":                     {"Kda", "Ada/quote answers It/opinion"},
		"continues":                   {"Ksc", "Ada/quote continues Nobody/quote"},
		"continues, from the earlier": {"<shift+tab>Ksc", "Ada/quote continues Nobody/quote"},
		"continues another one":       {"KscKac", "Ada/quote continues The/claim"},
		"three parts":                 {"Ksc<tab>Kdc", "Ada/quote continues Nobody/quote; It/opinion continues Ada/quote"},
		"canceled at the letters":     {"K<esc>", ""},
		"canceled at the kind":        {"Ka<esc>", ""},
		"another key at the kind":     {"Kaq", ""},
		"no annotation there":         {"Kz", ""},
		"another kind":                {"KasKax", "Ada/quote contradicts The/claim"},
		"another kind from the other": {"Kas<shift+tab><shift+tab>Ksx", "The/claim contradicts Ada/quote"},
		"two links":                   {"KasKda", "Ada/quote supports The/claim; Ada/quote answers It/opinion"},
		"removed":                     {"KasKa-", ""},
		"removed with backspace":      {"KasKa<backspace>", ""},
		"removed from the other":      {"Kas<shift+tab><shift+tab>Ks-", ""},
		"undone":                      {"KasKaxu", "Ada/quote supports The/claim"},
		"redone":                      {"Kasu<ctrl+r>", "Ada/quote supports The/claim"},
		"the other is deleted":        {"Kas<shift+tab><shift+tab>du", "Ada/quote supports The/claim"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := openLevy(t).types(marked + c.typed).links(); got != c.want {
				t.Errorf("%s: links %q, want %q", c.typed, got, c.want)
			}
		})
	}
}

// The prompt says what the annotations are to each other now.
func TestPresentLinkIsShown(t *testing.T) {
	for typed, want := range map[string]string{
		"Ka":                                     "This quote … C in ¶1: “The vote came after nine hours,",
		"KasKa":                                  "This quote … supports C in ¶1:",
		"Kas<shift+tab><shift+tab>Ks":            "This claim … supported by Q in ¶2: “Ada",
		"Kas<shift+tab><shift+tab>d<tab><tab>gd": "No link here",
		"Kas<shift+tab><shift+tab>dugd":          "it supports the one before",
	} {
		_, footer := openLevy(t).types(marked + typed).view()
		text := strings.Join(strings.Fields(ansi.Strip(footer)), " ")
		full := ansi.Strip(openLevy(t).types(marked + typed).reader.View().Content)
		if full = strings.Join(strings.Fields(full), " "); !strings.Contains(full, want) {
			t.Errorf("%s: the screen ends with %q, want %q", typed, text, want)
		}
	}
}

// The list chooses the other annotation too.
func TestLinkingFromTheList(t *testing.T) {
	s := openLevy(t).types(marked)
	s.types("K")
	s.update(kit.KeyMsg{Key: "A"})
	if posted := s.outbox.Take(); len(posted) == 0 || posted[0] != (kit.ActionMsg{Action: keys.OpenAnnotations}) {
		t.Fatalf("A posts %v", posted)
	}
	s.send(kit.VisitMsg{Annotation: s.reader.Annotations().All()[0].ID})
	if got := s.types("s").links(); got != "Ada/quote supports The/claim" {
		t.Errorf("links %q", got)
	}
}

// g d goes along the links of an annotation, one after the other.
func TestFollowingLinks(t *testing.T) {
	for typed, want := range map[string]string{
		"gd":             "Ada",
		"Kasgd":          "The",
		"Kasgdgd":        "Ada",
		"KasKdagd":       "The",
		"KasKdagdgd":     "It",
		"KasKdagdgdgd":   "Ada",
		"Kasgd<ctrl+o>":  "Ada",
		"Kas<tab>gd":     "It",
		"KasKdagd<tab>t": "Nobody",
	} {
		s := openLevy(t).types(marked + typed)
		at := s.reader.Annotations().At(s.reader.Caret())
		if len(at) == 0 || strings.Fields(at[0].Anchor.Exact)[0] != want {
			t.Errorf("%s: the caret is at %v, want %s", typed, at, want)
		}
	}
}

// The parts of an interrupted quotation are one: counted once, with the fields of
// both on the first part, whose status and tag keys on any part change.
func TestPartsAreOneQuotation(t *testing.T) {
	s := openLevy(t).types(marked + "Sc" + "a12:04<enter>" + "Ksc")
	set := s.reader.Annotations()
	first, part := set.All()[1], set.All()[2]
	if got := first.Fields; got.Get("verified") != "confirmed" || got.Get("reference") != "12:04" || part.Fields != nil {
		t.Errorf("the first part has %v, the other %v", got, part.Fields)
	}
	text, _ := s.view()
	if !strings.Contains(ansi.Strip(text), "C 1  Q 1  O 1") {
		t.Errorf("the header is %q", strings.Split(ansi.Strip(text), "\n")[0])
	}
	s.types("St")
	if got := s.reader.Annotations().All()[1].Fields.Get("verified"); got != "transcript" {
		t.Errorf("the status is %q", got)
	}
	if got := s.types("to").marks(); strings.Count(got, "opinion") != 3 {
		t.Errorf("after retagging: %s", got)
	}
	if got := s.types("<shift+tab>d").reader.Annotations().All()[1]; got.Fields.Get("reference") != "12:04" {
		t.Errorf("after deleting the first part the other has %v", got.Fields)
	}
}
