package ui_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate/export"
)

// desk makes ~/desk the current folder, and returns its path.
func desk(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	folder := filepath.Join(home, "desk")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	return folder
}

// contents returns the contents of a file, or "" if there is none.
func contents(path string) string {
	data, _ := os.ReadFile(path)
	return string(data)
}

func TestAnExportIsShownThenWritten(t *testing.T) {
	folder := desk(t)
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("1GcE")
	w.sees("harbour-levy-passes.json")
	w.sees("in ~/desk")
	w.sees(`"format": "galley/1"`)
	w.types("<down><down>")
	w.sees("harbour-levy-passes.csv")
	w.sees("claim,\"The vote came")
	w.types("<enter>")
	w.sees("Wrote 1 annotation to ~/desk/harbour-levy-passes.csv")
	w.sees("saved")
	if got := contents(filepath.Join(folder, "harbour-levy-passes.csv")); !strings.Contains(got, "The vote came after nine hours, the longest sitting since 1998.") {
		t.Errorf("wrote %q", got)
	}
	w.types("E")
	w.sees("harbour-levy-passes-2.csv") // the format of before
	w.sees("claim,\"The vote came")
}

func TestExportNeverReplacesAFileWithoutAsking(t *testing.T) {
	path := filepath.Join(desk(t), "harbour-levy-passes.json")
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("1GcE")
	w.sees("in ~/desk")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.types("<enter>")
	w.sees("already exists")
	if got := contents(path); got != "mine" {
		t.Fatalf("replaced by %q", got)
	}
	w.types("<enter>")
	w.sees("Wrote 1 annotation")
	if got := contents(path); got == "mine" {
		t.Error("not replaced although asked twice")
	}
}

func TestAnExportThatFailsSaysWhyAndStays(t *testing.T) {
	desk(t)
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("1GcE")
	w.sees("in ~/desk")
	w.Type(strings.Repeat("\x1b[D", 40) + "none/<enter>")
	w.types("<enter>")
	w.sees("could not be written")
	w.types("<esc>")
	w.sees("READ")
}

func TestTheBeginningOfAFormatThatIsNotTextIsNotShown(t *testing.T) {
	desk(t)
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 40)
	w.sees("READ")
	w.types("1GcE")
	docx := slices.Index(export.FormatNames(export.Formats()), "docx")
	w.types(strings.Repeat("<down>", docx))
	w.sees("has no preview")
}

func TestNothingToExportWithoutAnnotations(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("E")
	w.sees("nothing to export")
}

func TestAnExportFromTheListGoesBackToTheList(t *testing.T) {
	desk(t)
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("1GcAE")
	w.sees("in ~/desk")
	w.types("<enter>")
	w.sees("Wrote 1 annotation")
	w.types("<down>")
	w.sees("MARKS")
}
