package ui_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"galley/ui"
	"galley/ui/screen/exporting"
)

// A folder is an Exporter whose files are in memory.
type folder struct {
	mu    sync.Mutex
	files map[string]string
	fails error
}

func newFolder() *folder { return &folder{files: map[string]string{}} }

func (f *folder) in(cfg *ui.Config) { cfg.Exporter = f }

func (f *folder) Formats() []exporting.Format {
	return []exporting.Format{
		{Name: "json", About: "all of it, to be imported again", Extension: ".json"},
		{Name: "list", About: "one line for each mark", Extension: ".txt"},
		{Name: "bits", About: "no text at all", Extension: ".bin"},
	}
}

func (f *folder) Suggest(stem string) (free, in string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	free = stem
	for n := 2; f.files[free+".json"] != "" || f.files[free+".txt"] != ""; n++ {
		free = fmt.Sprintf("%s-%d", stem, n)
	}
	return free, "~/desk"
}

func (f *folder) Write(w io.Writer, o ui.Outgoing) (lost string, err error) {
	if o.Format == "bits" {
		_, err := w.Write([]byte{0, 1, 2, 0xFF})
		return "", err
	}
	for _, a := range o.Annotations {
		if _, err := fmt.Fprintf(w, "%s %s: %s\n", o.Format, a.Tag, a.Anchor.Exact); err != nil {
			return "", err
		}
	}
	if o.Format == "list" {
		lost = "2 notes"
	}
	return lost, nil
}

func (f *folder) WriteFile(name string, replace bool, o ui.Outgoing) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, there := f.files[name]; there && !replace {
		return "", fs.ErrExist
	}
	if f.fails != nil {
		return "", f.fails
	}
	var b strings.Builder
	_, err := f.Write(&b, o)
	f.files[name] = b.String()
	return "~/desk/" + name, err
}

// holds is what a file holds, "" if there is none.
func (f *folder) holds(name string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.files[name]
}

func TestAnExportIsShownThenWritten(t *testing.T) {
	f := newFolder()
	w := open(t, newMemory(article("levy", levy)), "levy", 80, 24, f.in)
	w.sees("READ")
	w.types("1GcE")
	w.sees("harbour-levy-passes.json")
	w.sees("in ~/desk")
	w.sees("json claim: The vote came")
	w.types("<down>")
	w.sees("list claim: The vote came")
	w.sees("without 2 notes")
	w.sees("harbour-levy-passes.txt")
	w.types("<enter>")
	w.sees("Wrote 1 annotation to ~/desk/harbour-levy-passes.txt")
	w.sees("saved")
	if got := f.holds("harbour-levy-passes.txt"); got != "list claim: The vote came after nine hours, the longest sitting since 1998.\n" {
		t.Errorf("wrote %q", got)
	}
	w.types("E")
	w.sees("harbour-levy-passes-2.txt") // the format of before
	w.sees("list claim: The vote came")
}

func TestAnExportNeverReplacesAFileUnasked(t *testing.T) {
	f := newFolder()
	w := open(t, newMemory(article("levy", levy)), "levy", 80, 24, f.in)
	w.sees("READ")
	w.types("1GcE")
	w.sees("in ~/desk")
	f.mu.Lock()
	f.files["harbour-levy-passes.json"] = "mine"
	f.mu.Unlock()
	w.types("<enter>")
	w.sees("is there already")
	if got := f.holds("harbour-levy-passes.json"); got != "mine" {
		t.Fatalf("replaced by %q", got)
	}
	w.types("<enter>")
	w.sees("Wrote 1 annotation")
	if got := f.holds("harbour-levy-passes.json"); got == "mine" {
		t.Error("not replaced although asked twice")
	}
}

func TestAnExportThatFailsSaysWhyAndStays(t *testing.T) {
	f := newFolder()
	f.fails = errors.New("the disk is full; nothing was changed; type another place")
	w := open(t, newMemory(article("levy", levy)), "levy", 80, 24, f.in)
	w.sees("READ")
	w.types("1GcE<enter>")
	w.sees("the disk is full")
	w.types("<esc>")
	w.sees("READ")
}

func TestAFormatThatIsNoTextIsNotDrawn(t *testing.T) {
	w := open(t, newMemory(article("levy", levy)), "levy", 80, 24, newFolder().in)
	w.sees("READ")
	w.types("1GcE<up>")
	w.sees("cannot be shown here")
}

func TestWithoutMarksThereIsNothingToExport(t *testing.T) {
	w := open(t, newMemory(article("levy", levy)), "levy", 80, 24, newFolder().in)
	w.sees("READ")
	w.types("E")
	w.sees("nothing to export")
}

func TestAnExportFromTheListGoesBackToTheList(t *testing.T) {
	w := open(t, newMemory(article("levy", levy)), "levy", 80, 24, newFolder().in)
	w.sees("READ")
	w.types("1GcAE")
	w.sees("in ~/desk")
	w.types("<enter>")
	w.sees("Wrote 1 annotation")
	w.types("<down>")
	w.sees("MARKS")
}
