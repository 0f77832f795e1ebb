package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/library"
	"galley/ui"
)

// newLevy is a newer version of the levy article.
var newLevy = strings.Replace(levy, "nine hours", "eleven hours", 1) + "\n\nA vote on the ferries follows in June.\n"

// A draft is an article saved from a file, to which newer versions can be written.
type draft struct {
	*world
	path string
	id   string
}

func newDraft(t *testing.T) *draft {
	t.Helper()
	d := &draft{world: newWorld(t), path: filepath.Join(t.TempDir(), "levy.md")}
	d.write(t, levy)
	lib := d.library()
	doc, _, err := lib.Start(d.path, library.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	d.id, d.articles[doc.Article.ID] = doc.Article.ID, doc.Article
	return d
}

func (d *draft) write(t *testing.T, text string) {
	t.Helper()
	if err := os.WriteFile(d.path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// open opens the article in a window, without checking its source.
func (d *draft) open(t *testing.T, options ...func(*ui.Config)) *window {
	t.Helper()
	w := open(t, d.world, d.id, 80, 24, append([]func(*ui.Config){func(c *ui.Config) { c.Document.CheckSource = false }}, options...)...)
	w.sees("O 0")
	return w
}

// taken writes the newer version and applies it, as another window would.
func (d *draft) taken(t *testing.T) *annotate.Article {
	t.Helper()
	d.write(t, newLevy)
	lib := d.library()
	update, err := lib.CheckUpdate(d.articles[d.id])
	if err != nil {
		t.Fatal(err)
	}
	doc, err := lib.TakeUpdate(update)
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	return doc.Article
}

// mark creates a claim on words, as another window would.
func (d *draft) mark(t *testing.T, words string) {
	t.Helper()
	a := d.articles[d.id]
	d.elsewhere(t, d.id, annotate.Create(annotate.Annotation{ID: "mark", Article: a.ID, Tag: annotate.Claim, Created: now, Modified: now,
		Anchor: anchor.Describe(a.Text, a.Digest, spanOf(t, a, words))}))
}

func TestUpdateIsShownThenApplied(t *testing.T) {
	d := newDraft(t)
	w := d.open(t)
	d.write(t, newLevy)
	w.types("R")
	w.sees("1 paragraph edited, 1 added.")
	w.sees("It has no annotations.")
	w.sees("enter applies the update, esc does not.")
	w.sees("added")
	w.types("<enter>")
	w.sees("You are reading the new text.")
	w.sees("eleven hours")
	w.types("D")
	w.sees("Changes since the previous version")
	w.sees("unchanged")
	w.types("<esc>")
	w.sees("READ")
}

func TestAChangeAtTheSourceDoesNotHideTheFirstMessage(t *testing.T) {
	d := newDraft(t)
	d.write(t, newLevy)
	w := d.open(t, func(c *ui.Config) { c.Document.Notice, c.Document.CheckSource = "1 hidden character removed.", true })
	w.sees("This article has changed")
	w.sees("1 hidden character removed.")
}

func TestUpdateCanBeDeclined(t *testing.T) {
	d := newDraft(t)
	w := d.open(t)
	d.write(t, newLevy)
	w.types("R")
	w.sees("VERSION")
	w.types("<esc>")
	w.sees("READ")
	w.sees("nine hours")
}

func TestUnchangedArticleSaysSo(t *testing.T) {
	w := newDraft(t).open(t)
	w.types("R")
	w.sees("No update: the article is the same at its source.")
	w.types("D")
	w.sees("There is no other version of this article")
}

func TestErrorsAboutUpdatesAreShown(t *testing.T) {
	d := newDraft(t)
	w := d.open(t)
	if err := os.Remove(d.path); err != nil {
		t.Fatal(err)
	}
	w.types("R")
	w.sees("cannot be read again")
	d.write(t, newLevy)
	w.types("R")
	w.sees("VERSION")
	d.mark(t, "nine hours")
	w.types("<enter>")
	w.sees("The article changed in the meantime; the update was not applied.")
	w.sees("nine hours")
}

func TestUpdateAppliedElsewhereIsOpened(t *testing.T) {
	d := newDraft(t)
	w := d.open(t)
	w.types("c")
	w.saved(d.world, d.id, 1)
	d.taken(t)
	w.Type("\x1b[I") // the window gets the focus
	w.sees("This article was switched to another version")
	w.sees("eleven hours")
}

func TestUpdateAppliedElsewhereIsOpenedWithoutAnnotations(t *testing.T) {
	d := newDraft(t)
	w := d.open(t)
	d.taken(t)
	w.Type("\x1b[I")
	w.sees("This article was switched to another version")
	w.sees("eleven hours")
}

// The library refuses an annotation of words of the old text, from a window that did not
// know that the text had changed. A message on the new text says so.
func TestAnnotationOfAReplacedTextIsReportedUnsaved(t *testing.T) {
	d := newDraft(t)
	d.deaf = true
	w := d.open(t)
	now := d.taken(t)
	w.types("c")
	w.sees("eleven hours")
	w.sees("Your last annotation was not saved")
	w.types("o")
	w.saved(d.world, d.id, 1)
	if n := d.set(d.id).All()[0]; n.Tag != annotate.Opinion || n.Anchor.TextDigest != now.Digest {
		t.Errorf("saved %+v", n)
	}
}

func TestTypedTextIsKeptWhenAnotherWindowAppliesAnUpdate(t *testing.T) {
	for name, leave := range map[string]string{
		"the window hears of it": "\x1b[I",
		"the card is closed":     "\x1b[27u",
	} {
		t.Run(name, func(t *testing.T) {
			d := newDraft(t)
			w := d.open(t)
			w.types("c<enter>")
			w.sees("CARD")
			w.saved(d.world, d.id, 1)
			w.types("<s-tab>ask the port")
			w.sees("ask the port")
			d.taken(t)
			w.Type(leave)
			w.sees("eleven hours")
			w.until("the note", func() bool { return d.set(d.id).All()[0].Note == "ask the port" })
		})
	}
}

func TestUpdateCanBeUndone(t *testing.T) {
	d := newDraft(t)
	d.taken(t)
	w := d.open(t)
	w.sees("eleven hours")
	w.types("u3Gc") // what follows the first key waits for the text before
	w.sees("nine hours")
	w.saved(d.world, d.id, 1)
}

func TestPlacementsAreCounted(t *testing.T) {
	d := newDraft(t)
	d.mark(t, "after nine hours, the longest sitting since 1998")
	w := d.open(t)
	d.write(t, newLevy)
	w.types("R")
	w.sees("1 annotation: 1 on words that were edited.")
	w.sees("some of the words were edited")
}

func TestAnOrphanIsShownOnTheTextItWasMadeOn(t *testing.T) {
	d := newDraft(t)
	d.mark(t, "It is a tax on people who cannot stay away.")
	d.write(t, strings.Replace(levy, "It is a tax on people who cannot stay away. ", "", 1))
	w := d.open(t)
	w.types("R")
	w.sees("VERSION")
	w.types("<enter>")
	w.sees("1 annotation needs a place")
	w.types("!D")
	w.sees("The version that this claim was made on")
	w.sees("It is a tax on people")
}
