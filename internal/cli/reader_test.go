//go:build unix

package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const levy = `Harbour levy passes

The levy adds 4.20 to every ticket. It begins in July.

“Nobody asked the ferry crews,” said Ada Lund.
`

func TestAnnotationsAreThereAfterReopening(t *testing.T) {
	d := newWorkspace(t)
	w := d.opens(nil, "levy.txt")
	w.sees("The levy adds 4.20")
	w.Type("}c")
	w.sees("Claim marked")
	w.Type("}q")
	w.sees("Quote marked")
	w.quits()
	d.expects("The levy adds 4.20 to every ticket.", "Nobody asked the ferry crews")

	w = d.opens(nil, "levy.txt")
	w.sees("Nobody asked")
	w.sees("C 1")
	w.Type("uu")
	w.sees("Undid")
	w.quits()
	d.expects()
}

func TestFirstRunOpensTheAnnotatedSample(t *testing.T) {
	d := newWorkspace(t)
	w := d.opens(nil)
	w.sees("practice article")
	w.quits()
	if got := d.does("annotations", "sample"); strings.Count(got, "\n") != 7 {
		t.Errorf("annotations of the sample:\n%s", got)
	}
	w = d.opens(nil)
	w.sees("Harbour levy passes after a night")
	w.sees("LIBRARY")
	w.quits()
	w = d.opens(nil, "sample")
	w.sees("practice article")
	w.quits()
	if got := d.does("annotations", "sample"); strings.Count(got, "\n") != 7 {
		t.Errorf("annotations of the sample, opened again:\n%s", got)
	}
}

func TestArticleFromStandardInputLeavesTheKeyboardToTheReader(t *testing.T) {
	d := newWorkspace(t)
	w := d.opens(func(c *exec.Cmd) {
		in, err := os.Open(d.path("levy.txt"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { in.Close() })
		c.Stdin = in
	}, "-")
	w.sees("The levy adds 4.20")
	w.Type("}o")
	w.sees("Opinion marked")
	w.quits()
	d.expects("The levy adds 4.20 to every ticket.")
}

func TestChangedFileOpensWithItsSavedText(t *testing.T) {
	d := newWorkspace(t)
	d.does("annotate", d.path("levy.txt"), "--tag", "claim", "--quote", "It begins in July.")
	if err := os.WriteFile(d.path("levy.txt"), []byte("Something else entirely.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := d.opens(nil, "levy.txt")
	w.sees("It begins in July.")
	w.sees("changed since you annotated it")
	w.quits()
}

func TestForgottenArticleComesBackWhenItIsOpened(t *testing.T) {
	d := newWorkspace(t)
	d.does("annotate", d.path("levy.txt"), "--tag", "claim", "--quote", "It begins in July.")
	d.does("forget", d.path("levy.txt"))
	w := d.opens(nil, "levy.txt")
	w.sees("It begins in July.")
	w.sees("it has been restored")
	w.quits()
	d.expects("It begins in July.")
}

func TestForgottenArticleSaysThatItIsBackUntilAKeyIsPressed(t *testing.T) {
	d := newWorkspace(t)
	id := strings.TrimSpace(d.does("add", d.path("levy.txt")))
	for _, name := range []string{"levy.txt", id} {
		d.does("forget", id)
		w := d.opens(nil, name)
		w.sees("it has been restored")
		// The article is saved after the first screen is drawn.
		for deadline := time.Now().Add(30 * time.Second); !strings.Contains(d.does("articles"), "Harbour"); {
			if time.Now().After(deadline) {
				t.Fatal("it never came back")
			}
		}
		w.sees("it has been restored")
		w.quits()
	}
}

func TestTypeOfASavedArticleHasNoEffectAndSaysSo(t *testing.T) {
	d := newWorkspace(t)
	d.does("add", d.path("levy.txt"))
	w := d.opens(nil, "levy.txt", "--type", "markdown")
	w.sees("--type and --charset have no effect")
	w.quits()
}

func TestHiddenCharactersAreReportedAtFirst(t *testing.T) {
	d := newWorkspace(t)
	if err := os.WriteFile(d.path("odd.txt"), []byte("A \u202eback\x1b[31m word.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := d.opens(nil, "odd.txt")
	w.sees("2 hidden characters removed")
	w.quits()
	if raw := w.Raw(); strings.ContainsRune(raw, '\u202e') || strings.Contains(raw, "\x1b[31m word") {
		t.Error("what was hidden reached the terminal")
	}
}

func TestStepsThatCannotBeSavedGoToARescueFileThatImports(t *testing.T) {
	d := newWorkspace(t)
	w := d.opens(nil, "levy.txt")
	w.sees("The levy adds 4.20")
	w.Type("}c")
	w.sees("Claim marked")
	w.sees("saved")
	// A folder in place of the library file stops every user, even the superuser.
	kept := d.db + ".kept"
	if err := os.Rename(d.db, kept); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(d.db, 0o700); err != nil {
		t.Fatal(err)
	}
	w.Type("}q")
	w.sees("Not saved")
	w.Type("Q")
	if status := w.ends(); status != 1 {
		t.Errorf("exit status %d", status)
	}
	said := w.errs.String()
	if strings.Count(said, "\n") != 1 || clean(said) != nil {
		t.Errorf("said %q", said)
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(d.db), "galley-rescue-*.json"))
	if err != nil || len(files) != 1 || !strings.Contains(said, files[0]) {
		t.Fatalf("rescue files %v %v; said %q", files, err, said)
	}
	if err := os.Remove(d.db); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(kept, d.db); err != nil {
		t.Fatal(err)
	}
	d.expects("The levy adds 4.20 to every ticket.")
	d.does("import", files[0])
	d.expects("The levy adds 4.20 to every ticket.", "Nobody asked the ferry crews")
	d.does("import", files[0])
	d.expects("The levy adds 4.20 to every ticket.", "Nobody asked the ferry crews")
	d.does("doctor")
}

func TestSignalsLoseNothing(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(fmt.Sprint(signal), func(t *testing.T) {
			d := newWorkspace(t)
			w := d.opens(nil, "levy.txt")
			w.sees("The levy adds 4.20")
			w.Type("}c}q")
			w.sees("Quote marked")
			w.command.Process.Signal(signal)
			w.ends()
			d.expects("The levy adds 4.20 to every ticket.", "Nobody asked the ferry crews")
		})
	}
}

// longArticle has a title and n paragraphs of one sentence.
func longArticle(t *testing.T, d workspace, n int) {
	t.Helper()
	var text strings.Builder
	text.WriteString("Harbour levy passes\n")
	for i := range n {
		fmt.Fprintf(&text, "\nSentence number %d is about the levy.\n", i+1)
	}
	if err := os.WriteFile(d.path("long.txt"), []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFortyTagKeysAtOnceAreFortyAnnotationsInOrder(t *testing.T) {
	const n = 40
	d := newWorkspace(t)
	longArticle(t, d, n)
	w := d.opens(nil, "long.txt")
	w.sees("Sentence number 1 ")
	w.Type(strings.Repeat("}c", n) + "Q")
	if status := w.ends(); status != 0 {
		t.Fatalf("exit status %d: %s", status, w.errs)
	}
	got := strings.Split(strings.TrimSpace(d.does("annotations")), "\n")[1:]
	if len(got) != n {
		t.Fatalf("%d annotations", len(got))
	}
	for i, line := range got {
		if !strings.Contains(line, fmt.Sprintf("Sentence number %d is", i+1)) || i > 0 && line[:26] <= got[i-1][:26] {
			t.Errorf("annotation %d: %s", i+1, line)
		}
	}
}

func TestSavedAnnotationsSurviveAKill(t *testing.T) {
	rounds := 10
	if testing.Short() {
		rounds = 3
	}
	d := newWorkspace(t)
	longArticle(t, d, rounds)
	for i := range rounds {
		w := d.opens(nil, "long.txt")
		w.sees("Sentence number 1 ")
		w.Type(fmt.Sprintf("%dGc", i+1))
		w.sees(fmt.Sprintf("C %d", i+1))
		w.sees("saved")
		if err := w.command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		w.command.Wait()
		if got := strings.Count(d.does("annotations", d.path("long.txt")), "\n") - 1; got != i+1 {
			t.Fatalf("%d annotations after round %d", got, i+1)
		}
	}
	d.does("doctor")
}

func TestDumbTerminalIsRefused(t *testing.T) {
	d := newWorkspace(t)
	w := d.opens(func(c *exec.Cmd) { c.Env = append(c.Env, "TERM=dumb") }, "levy.txt")
	if status := w.ends(); status != 1 || !strings.Contains(w.errs.String(), "TERM=dumb") {
		t.Errorf("exit status %d, said %q", status, w.errs)
	}
	<-w.ended
	if raw := w.Raw(); raw != "" {
		t.Errorf("wrote %q", raw)
	}
}

func TestListsOnATerminalFitItsWidth(t *testing.T) {
	d := newWorkspace(t)
	d.does("annotate", d.path("levy.txt"), "--tag", "claim", "--quote", "The levy adds 4.20 to every ticket. It begins in July.",
		"--note", strings.Repeat("a long note ", 20))
	w := d.opens(nil, "annotations")
	if status := w.ends(); status != 0 {
		t.Fatal(w.errs)
	}
	<-w.ended
	if got := w.Line(1); !strings.Contains(got, "claim") || !strings.HasSuffix(got, "…") || w.Line(2) != "" {
		t.Errorf("the screen:\n%s", w.Text())
	}
	if !strings.Contains(w.Raw(), "\x1b[") {
		t.Error("no colors on a terminal")
	}
	w = d.opens(func(c *exec.Cmd) { c.Env = append(c.Env, "NO_COLOR=yes") }, "annotations")
	w.ends()
	<-w.ended
	if strings.Contains(w.Raw(), "\x1b[") {
		t.Error("colors although NO_COLOR is set")
	}
}
