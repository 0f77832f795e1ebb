package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A broken output cannot be written to.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("it is broken") }

func TestBrokenOutputIsReportedWithWhatIsSaved(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GALLEY_DB", filepath.Join(dir, "library.db"))
	levy, other := filepath.Join(dir, "levy.txt"), filepath.Join(dir, "other.txt")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(levy, "The levy\n\nThe levy adds 4.20.\n")
	write(other, "Other\n\nText.\n")
	const failed = "galley: standard output could not be written: it is broken"
	for _, test := range []struct {
		args   []string
		status int
		want   string // the end of the report
	}{
		{[]string{"annotate", levy, "--tag", "claim", "--quote", "4.20"}, 1, failed + "; annotation ID is saved"},
		{[]string{"annotate", levy, "--tag", "claim", "--quote", "adds", "--json"}, 1, failed + "; annotation ID is saved"},
		{[]string{"annotate", levy, "--tag", "claim", "--quote", "none"}, 1, "as galley show prints them"},
		{[]string{"add", other}, 1, failed + "; what was changed in the library is saved"},
		{[]string{"doctor"}, 1, failed},
		{[]string{"export"}, 1, failed},
		{[]string{"forget", other}, 0, "brings it back"},
		{[]string{"--help"}, 1, failed},
		{[]string{"add", "--help"}, 1, failed},
		{[]string{"help", "add"}, 1, failed},
		{[]string{"--version"}, 1, failed},
		{[]string{"man"}, 1, failed},
		{[]string{"completion", "bash"}, 1, failed},
		{[]string{"completion", "zsh"}, 1, failed},
		{[]string{"completion"}, 1, failed},
	} {
		t.Run(strings.Join(test.args[:1], " "), func(t *testing.T) {
			var errs strings.Builder
			status := Main(context.Background(), test.args, strings.NewReader(""), broken{}, &errs)
			report := strings.TrimSpace(errs.String())
			_, id, _ := strings.Cut(report, "; annotation ")
			id, _, _ = strings.Cut(id, " ")
			if want := strings.ReplaceAll(test.want, "ID", id); status != test.status || !strings.HasSuffix(report, want) || strings.Contains(report, "\n") {
				t.Errorf("galley %q: status %d, %q", test.args, status, report)
			}
		})
	}
	write(levy, "The levy\n\nThe levy adds 5.20.\n")
	var errs strings.Builder
	status := Main(context.Background(), []string{"refresh", levy}, strings.NewReader(""), broken{}, &errs)
	if got := errs.String(); status != 1 || !strings.Contains(got, "was switched to the new version") || !strings.Contains(got, "library is saved\n") {
		t.Errorf("galley refresh: status %d, %q", status, got)
	}
}
