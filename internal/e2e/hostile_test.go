//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHostileFilesOfTheCorpus(t *testing.T) {
	corpus := os.Getenv("GALLEY_CORPUS")
	if corpus == "" {
		t.Skip("GALLEY_CORPUS is not set")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "hostile", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in the corpus: %v", err)
	}
	h := newHome(t)
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) { home{t, h.dir}.checkFile(path) })
	}
}

// checkFile opens a file in the reader, goes through the views, and runs the
// commands that print it. A file may be refused in one line instead.
func (h home) checkFile(path string) {
	h.t.Helper()
	s := h.open(path)
	s.waitUntil("the reader, or the end", func() bool {
		select {
		case err := <-s.done:
			s.done <- err
			return true
		default:
			return strings.HasSuffix(s.Line(23), " saved")
		}
	})
	for _, key := range []string{"G", "1Gc", "\r", "\x13", "gg", "c", "A", "\x1b[27u", "T", "\x1b[27u", "P", "\x1b[27u", "L", "\x1b[27u", "?", "\x1b[27u", "Q"} {
		s.Type(key)
	}
	s.waitExit()
	s.checkOutput()
	for _, args := range [][]string{{"show", path}, {"extract", path}, {"extract", path, "--json"}, {"annotations", path}, {"articles"}, {"annotate", path, "--tag", "claim", "--quote", "\x1b[31mabsent\u202e"}} {
		out, _ := h.command(args...).CombinedOutput() // a refusal is fine
		if bad := toPipe.verdict(string(out)); bad != "" {
			h.t.Errorf("galley %s wrote %q in %q", strings.Join(args, " "), bad, out)
		}
	}
}

// checkOutput fails the test if the program sent anything but text and what its
// renderer needs.
func (s *session) checkOutput() {
	s.t.Helper()
	if bad := toScreen.verdict(s.Raw()); bad != "" {
		s.t.Errorf("the terminal was sent %q", bad)
	}
}
