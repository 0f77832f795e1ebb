package reader_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/screen/reader"

	"github.com/charmbracelet/x/ansi"
)

// openCodebook opens a reader of levy whose library has a codebook with two letters.
func openCodebook(t *testing.T) *session {
	t.Helper()
	s := openLevy(t)
	s.labels = []library.Label{
		{LabelSpec: annotate.LabelSpec{Name: "ferry", Key: "f"}, Defined: true},
		{LabelSpec: annotate.LabelSpec{Name: "harbor dues", Key: "d"}, Defined: true},
		{LabelSpec: annotate.LabelSpec{Name: "fares"}},
	}
	s.send(reader.LabelsMsg(s.labels))
	return s
}

// labeled returns the labels of each annotation.
func (s *session) labelText() string {
	var texts []string
	for _, a := range s.reader.Annotations().All() {
		texts = append(texts, strings.TrimSpace(string(a.Tag)+" "+a.LabelText()))
	}
	return strings.Join(texts, "\n")
}

func TestLabelsAreTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"1Gc#ferry<enter>":                                "claim #ferry",
		"1Gc#ferry, harbor  dues,,#tax <enter>":           "claim #ferry #harbor dues #tax",
		"1Gc#ferry<enter>#Ferry<enter>":                   "claim",
		"1Gc#a,b,c<enter>#b,d<enter>":                     "claim #a #c #d",
		"1Gc#ferry<esc>":                                  "claim",
		"1Gc#<enter>":                                     "claim",
		"1Gc#Ferry<enter>2Gq#fer<tab><enter>":             "claim #Ferry\nquote #Ferry",
		"1Gc#Ferry<enter>2Gq#fer<right><enter>":           "claim #Ferry\nquote #Ferry",
		"1Gc#Ferry<enter>2Gq#FERRY<enter>":                "claim #Ferry\nquote #Ferry",
		"1Gc#fees, fares<enter>2Gq#x, f<tab><tab><enter>": "claim #fees #fares\nquote #x #fares",
		"1Gc#ferry<enter>u":                               "claim",
		"1Gc#ferry<enter>u<ctrl+r>":                       "claim #ferry",
		"1Gviw#ferry, tax<enter>c":                        "claim #ferry #tax",
		"1Gviw#ferry<enter>#ferry, tax<enter>c":           "claim #tax",
		"1Gviw#ferry<enter>wq":                            "quote #ferry",
		"1Gviw#ferry<enter><esc>c":                        "claim",
		"1Gviw#ferry<esc>c":                               "claim",
		"1Gcs#ferry<enter>c":                              "claim #ferry",
	} {
		if got := openLevy(t).types(typed).labelText(); got != want {
			t.Errorf("%s: got %q, want %q", typed, got, want)
		}
	}
}

func TestLabelsHaveLetters(t *testing.T) {
	for typed, want := range map[string]string{
		"1Gc#f":                   "claim #ferry",
		"1Gc#f#d":                 "claim #ferry #harbor dues",
		"1Gc#f#f":                 "claim",
		"1Gc#x":                   "claim",
		"1Gc##port<enter>":        "claim #port",
		"1Gc##fa<tab><enter>":     "claim #fares",
		"1Gc#<esc>f,":             "claim",
		"1Gviw#f#dq":              "quote #ferry #harbor dues",
		"1Gviw#f##x<enter>o":      "opinion #ferry #x",
		"2Glviw#f*c<esc>":         "",
		"1G$viw/Nobody<enter>#fc": "claim #ferry",
	} {
		if got := openCodebook(t).types(typed).labelText(); got != want {
			t.Errorf("%s: got %q, want %q", typed, got, want)
		}
	}
}

// What a label is set on, and what undo takes back, is said.
func TestLabelsAreSaid(t *testing.T) {
	for typed, want := range map[string]string{
		"1Gc#ferry<enter>":              "Label ferry set. u undoes it.",
		"1Gc#ferry<enter>u":             "Undid: label ferry on claim in ¶1",
		"1Gc#ferry<enter>#ferry<enter>": "Label ferry removed.",
		"1Gc#a,b<enter>u":               "labels a, b on claim in ¶1",
		"1Gc#a<enter>#a,b<enter>u":      "labels a, b changed on claim in ¶1",
		"1Gviw#ferry<enter>":            "#ferry: c q o tag the selection with it.",
		"1G#":                           "annotation.",
		"1Gc#zz<tab>":                   "No label in use begins like this",
		"1Gc#ferry<enter>#":             "ferry: ",
	} {
		if _, footer := openLevy(t).types(typed).view(); !strings.Contains(ansi.Strip(footer), want) {
			t.Errorf("%s: the footer is %q, want %q", typed, ansi.Strip(footer), want)
		}
	}
	if _, footer := openCodebook(t).types("1Gc#").view(); !strings.Contains(strings.ReplaceAll(ansi.Strip(footer), "\u00a0", " "), "f ferry  d harbor dues  # type one") {
		t.Errorf("the letters are %q", ansi.Strip(footer))
	}
}
