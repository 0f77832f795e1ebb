package furniture

import (
	"path"
	"strings"
	"testing"
)

// TestPhraseFilesAreValid checks that each line is a phrase in a known list.
func TestPhraseFilesAreValid(t *testing.T) {
	entries, err := files.ReadDir("phrases")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		t.Run(path.Base(e.Name()), func(t *testing.T) {
			data, err := files.ReadFile("phrases/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			checkFile(t, string(data))
		})
	}
	if len(entries) != 8 {
		t.Errorf("%d languages, want 8", len(entries))
	}
}

func checkFile(t *testing.T, file string) {
	t.Helper()
	in, lists, seen := none, map[list]bool{}, map[string]bool{}
	for n, line := range strings.Split(file, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		if line[0] == '[' {
			in, _ = parseHeader(line)
			lists[in] = true
			if in == none {
				t.Errorf("line %d is not a list: %s", n+1, line)
			}
			continue
		}
		if words := strings.Trim(line, "…"); strings.Contains(words, "…") || normalize(words) == " " {
			t.Errorf("line %d is not a phrase: %s", n+1, line)
		}
		if key := in.shape().name + line; seen[key] {
			t.Errorf("line %d is repeated: %s", n+1, line)
		} else {
			seen[key] = true
		}
	}
	for l := none + 1; l < listCount; l++ {
		if !lists[l] {
			t.Errorf("no list of %s", l.shape().name)
		}
	}
}

func TestPhrasesMatchWhereTheirFormSays(t *testing.T) {
	book := phrasebook{}
	book.read("# a comment\n[control]\nshare\nshare on …\n[plug 5]\n… newsletter …\n[related]\nread : …\n[end]\n… below\n")
	for text, want := range map[string]list{
		"Share": control, "share.": control, "Share it": none, "We share": none, "Share on Facebook": control,
		"Our newsletter is here": plug, "newsletter": plug, "newsletters": none, "a b c d newsletter e": none,
		"Read: all of it": related, "Read all of it": none, "as said below": end, "below it": none, "": none, "…": none,
	} {
		if got := book.find(normalize(text), control, plug); got != want {
			t.Errorf("%q is on list %q, want %q", text, got.shape().name, want.shape().name)
		}
	}
}
