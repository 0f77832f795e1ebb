package library

import (
	"os"
	"testing"
)

// A place that is shown late, while the program ends, leaves no file.
func TestNobodyIsPresentAfterTheLibraryIsClosed(t *testing.T) {
	l := newLibrary(t)
	start(t, l, write(t, "The vote came late."))
	folder := l.options.Path + ".readers"
	l.Meet("article", 1)
	if entries, err := os.ReadDir(folder); len(entries) != 1 {
		t.Fatalf("while reading: %d files, %v", len(entries), err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l.Meet("article", 2)
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("after the end: %v", err)
	}
}
