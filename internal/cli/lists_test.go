//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// printed returns the output of a command on a terminal that is width cells wide.
func (d workspace) printed(width int, args ...string) string {
	d.t.Helper()
	w := d.opensAt(width, nil, args...)
	if status := w.ends(); status != 0 {
		d.t.Fatalf("galley %q: exit status %d, %s", args, status, w.errs)
	}
	<-w.ended
	return strings.ReplaceAll(ansi.Strip(w.Raw()), "\r\n", "\n")
}

func TestNoListIsWiderThanTheTerminal(t *testing.T) {
	d := newWorkspace(t)
	folder := d.path("a folder with a long name/another folder with a long name")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	long := filepath.Join(folder, "latin1.txt")
	if err := os.WriteFile(long, []byte(strings.Repeat("船票涨价 and so on ", 300)), 0o600); err != nil {
		t.Fatal(err)
	}
	d.does("annotate", long, "--tag", "opinion", "--at", "0:3599", "--note", strings.Repeat("a long note ", 20))
	d.does("add", "sample")
	for _, args := range [][]string{{"annotations"}, {"annotations", "sample"}, {"articles"}, {"keys"}, {"--help"}, {"annotate", "--help"}} {
		for _, width := range []int{40, 60, 80, 120} {
			for line := range strings.Lines(d.printed(width, args...)) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > width {
					t.Errorf("galley %q: %d cells at %d: %s", args, w, width, line)
				}
			}
		}
	}
	if got := d.printed(80, "articles"); !strings.Contains(got, "/latin1.txt\n") {
		t.Errorf("the name of the file is cut:\n%s", got)
	}
	for line := range strings.Lines(d.does("annotations")) {
		if w := ansi.StringWidth(line); w > 400 {
			t.Errorf("%d cells in a pipe", w)
		}
	}
}

func TestShownIDsCanBeTyped(t *testing.T) {
	d := newWorkspace(t)
	d.does("add", "sample")
	lines := strings.Split(strings.TrimSpace(d.printed(80, "annotations")), "\n")
	for i, line := range lines[1:] {
		id, _, _ := strings.Cut(line, " ")
		if len(id) > 10 {
			t.Errorf("%s is long", id)
		}
		if i%2 == 0 {
			id = strings.ToLower(id)
		}
		d.does("delete", id)
	}
	if got := d.does("annotations"); got != "" {
		t.Errorf("left after each was deleted:\n%s", got)
	}
	id, _, _ := strings.Cut(strings.Split(d.printed(80, "articles"), "\n")[1], " ")
	if !strings.Contains(d.does("show", id), "KELDER BAY") {
		t.Errorf("%s is another article", id)
	}
}
