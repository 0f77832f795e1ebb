package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui"
)

// renewing is a saved article of which a new version was taken, as the reader
// sees it.
func renewing(t *testing.T) (p *program, r *renewer, old *annotate.Article, now ui.Document) {
	t.Helper()
	p = newProgram(strings.NewReader(""), io.Discard, io.Discard)
	p.db, p.author, p.chosen = filepath.Join(t.TempDir(), "galley.db"), "ada", &preferences{}
	path := filepath.Join(t.TempDir(), "levy.txt")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("Harbour levy passes\n\nThe levy adds 4.20 to every ticket. It begins in July.\n")
	s := newSaver(p.store(), p.now, p.newID)
	c := &catalogue{p.store(), s, p.now}
	doc, _, err := p.openOrList(path, reading{}, c, s)
	if err != nil {
		t.Fatal(err)
	}
	s.Save(doc.Article.ID, stepOn(doc.Article, len("Harbour")))
	if _, err := s.drain(); err != nil {
		t.Fatal(err)
	}
	write("A new headline\n\nHarbour levy passes\n\nThe levy adds 4.20 to every ticket. It begins in July.\n")
	r = newRenewer(p, &catalogue{p.store(), newSaver(p.store(), p.now, p.newID), p.now})
	t.Cleanup(func() { _, _ = r.catalogue.saver.drain() })
	fresh, err := r.Look(doc.Article, true)
	if err != nil || fresh == nil {
		t.Fatalf("nothing new: %v", err)
	}
	if now, err = r.Take(fresh); err != nil {
		t.Fatal(err)
	}
	return p, r, doc.Article, now
}

func wantSound(t *testing.T, p *program) {
	t.Helper()
	if report, err := p.store().Check(); err != nil || report.Problems != nil {
		t.Errorf("doctor: %q, %v", report.Problems, err)
	}
}

// Somebody marks words of the new text in another window; then it is taken
// back here. The mark follows its words to the old text.
func TestWhatWasMarkedElsewhereFollowsATurnOfTheText(t *testing.T) {
	p, r, old, now := renewing(t)
	late := stepOn(now.Article, len("A new headline"))
	if _, err := p.store().Commit(old.ID, late); err != nil {
		t.Fatal(err)
	}
	history, err := p.store().History(old.ID)
	if err != nil {
		t.Fatal(err)
	}
	taken := history[1]
	doc, err := r.Turn(old.ID, annotate.Step{
		ID: newID(), Time: noon(), Creator: "ada", What: "Undid", Changes: taken.Inverse(), Version: taken.Version.Inverse(), Undoes: taken.ID,
	})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Article.Digest != old.Digest || len(doc.Annotations) != 2 {
		t.Errorf("the text is %q with %d annotations", doc.Article.Text, len(doc.Annotations))
	}
	for _, n := range doc.Annotations {
		if s := n.Anchor.State; n.ID == late.Changes[0].ID() && s.Certain() {
			t.Errorf("words that the old text does not have are %s in it", s)
		}
	}
	wantSound(t, p)
}

// Between reading an article and its annotations another window may take a new
// version: then both are of that.
func TestArticleAndAnnotationsAreOfOneMoment(t *testing.T) {
	p, _, old, now := renewing(t)
	doc, err := (&catalogue{p.store(), nil, p.now}).document(old)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Article.Digest != now.Article.Digest || onOtherText(doc.Article, doc.Annotations) {
		t.Errorf("annotations of one text on another: %+v", doc)
	}
}
