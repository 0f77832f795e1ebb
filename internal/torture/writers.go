//go:build unix

package main

import (
	"fmt"
	"strings"
)

// A writer is a command that changes the library, with the setup that it needs.
type writer struct {
	name     string
	prepare  func(h *home)
	args     func(h *home) []string
	oneByOne bool // it commits articles one by one, so a kill may leave some undone
}

// writers returns the commands that change the library.
func writers() []writer {
	one := func(args ...string) func(*home) []string { return func(*home) []string { return args } }
	return []writer{
		{"annotate", prepareLibrary, one("annotate", "levy.txt", "--tag", "opinion", "--quote", sentence(9), "--note", "of mine"), false},
		{"add a file", prepareLibrary, one("add", "other.txt"), false},
		{"add a folder", prepareFolder, one("add", "folder"), true},
		{"import", prepareImport, one("import", "marks.json"), false},
		{"refresh", prepareEdited, one("refresh", "levy.txt"), false},
		{"delete", prepareLibrary, func(h *home) []string {
			return []string{"delete", h.parseExport(h.mustRun("export", "levy.txt"))[0].Annotations[2].ID}
		}, false},
		{"forget", prepareLibrary, one("forget", "levy.txt"), false},
		{"restore", func(h *home) { prepareLibrary(h); h.mustRun("forget", "levy.txt") }, one("restore", "levy.txt"), false},
		{"upgrade", func(h *home) { prepareLibrary(h); h.setSchema("1") }, one("articles"), false},
	}
}

// prepareLibrary makes a library with an annotated article, and another file.
func prepareLibrary(h *home) {
	h.write("levy.txt", article("Harbour levy passes", 12))
	h.write("other.txt", article("Another story", 300))
	h.mustRun("add", "levy.txt")
	for i := range 4 {
		h.mustRun("annotate", "levy.txt", "--tag", "claim", "--quote", sentence(2*i+1), "--note", "heard it")
	}
}

// prepareEdited makes a library, then edits the file of its article: one paragraph is
// added, one changed and one removed.
func prepareEdited(h *home) {
	prepareLibrary(h)
	text := strings.Replace(article("Harbour levy passes", 12), sentence(1), "A paragraph that was not there before.\n\n"+sentence(1), 1)
	text = strings.Replace(strings.Replace(text, sentence(5)+"\n\n", "", 1), sentence(3), strings.Replace(sentence(3), "paragraph", "line", 1), 1)
	h.write("levy.txt", text)
}

// prepareFolder makes a library and writes a folder of articles.
func prepareFolder(h *home) {
	prepareLibrary(h)
	for i := range 120 {
		h.write(fmt.Sprintf("folder/%d.txt", i), article(fmt.Sprintf("Story %d", i), 20+i))
	}
}

// prepareImport makes a library, and an export of three articles that are not in
// it.
func prepareImport(h *home) {
	other := h.withLibrary("other/galley.db")
	for _, name := range []string{"east.txt", "west.txt", "south.txt"} {
		other.write(name, article("From the "+name, 60))
		for i := range 2 {
			other.mustRun("annotate", name, "--tag", "quote", "--quote", sentence(3*i+2))
		}
	}
	other.mustRun("export", "--output", "marks.json")
	prepareLibrary(h)
}
