package ui_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/source"
	"galley/sample"
)

// A name is merged into another from the list by person; undo in the list takes it back.
func TestNamesAreMergedAndTakenApart(t *testing.T) {
	m := newWorld(t, readSample(t))
	w := open(t, m, sample.Name, 80, 24)
	w.sees("READ")
	for i, who := range []string{"Lund", "Ada Lund"} {
		w.types(")q")
		w.sees("Quote marked. u undoes it, Q quits. enter adds who said it")
		w.types("<enter>")
		w.sees("▸ speaker")
		w.types(who)
		w.sees("speaker   " + who)
		w.types("<esc>")
		w.sees("Card kept")
		w.saved(m, sample.Name, i+1)
	}
	w.types("AS")
	w.sees("By person · 2 people")
	w.sees("▾ Lund ")
	w.types("ggjjm")
	w.sees("Go to the name that is right for “Lund” and press m")
	w.types("ggm")
	w.sees("Renamed Lund to Ada Lund in 1 annotation. u undoes it.")
	w.sees("By person · 1 person")
	w.until("the merged name on disk", func() bool { return speakers(m) == "Ada Lund, Ada Lund" })
	w.types("u")
	w.sees("Undid: rename of Lund to Ada Lund in 1 annotation")
	w.sees("By person · 2 people")
	w.until("the former name on disk", func() bool { return speakers(m) == "Lund, Ada Lund" })
	w.types("<esc>")
	w.sees("C 0  Q 2  O 0")
}

// speakers returns the speakers on disk, in text order.
func speakers(m *world) string {
	var all []string
	for _, a := range m.set(sample.Name).All() {
		all = append(all, a.Fields.Get("speaker"))
	}
	return strings.Join(all, ", ")
}

// The other occurrences of the words get the speaker and the role, but neither the
// status nor the note.
func TestTheSameWordsElsewhereTakeTheSpeakerAlong(t *testing.T) {
	a, err := source.Read([]byte("Too late, she said.\n\nToo late, he wrote."), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a.ID = "twice"
	m := newWorld(t, a)
	w := open(t, m, a.ID, 80, 24)
	w.sees("READ")
	w.types("veeq")
	w.saved(m, a.ID, 1)
	w.types("Sh<enter>")
	w.sees("▸ speaker")
	w.types("Ada Lund<tab>the union<up><up>a note")
	w.sees("a note")
	w.types("<esc>")
	w.sees("Card kept")
	w.types("*")
	w.sees("1 of 1: tag “Too late”")
	w.types("y")
	w.saved(m, a.ID, 2)
	second := m.set(a.ID).All()[1]
	if want := (annotate.Fields{"speaker": {"Ada Lund"}, "role": {"the union"}}); !second.Fields.Equal(want) || second.Note != "" {
		t.Errorf("the other one has the fields %v and the note %q", second.Fields, second.Note)
	}
}

// The role of a speaker who is known in the article appears while the name is typed.
func TestAKnownSpeakerBringsTheRole(t *testing.T) {
	m := newWorld(t, readSample(t))
	w := open(t, m, sample.Name, 80, 24)
	w.sees("READ")
	w.types("q<enter>")
	w.sees("▸ speaker")
	w.types("Ada Lund<tab>leads the union<esc>")
	w.sees("Card kept")
	w.types(")q<enter>")
	w.sees("▸ speaker")
	w.types("ada<right>")
	w.sees("role      leads the union")
	w.sees("role filled in")
	w.types("<esc>")
	w.until("the role on disk", func() bool {
		all := m.set(sample.Name).All()
		return len(all) == 2 && all[1].Fields.Get("role") == "leads the union" && all[1].Fields.Get("speaker") == "Ada Lund"
	})
}
