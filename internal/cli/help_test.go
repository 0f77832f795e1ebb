package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// everyCommand calls test for each command.
func everyCommand(t *testing.T, p *program, test func(*testing.T, *cobra.Command)) {
	var visit func(*cobra.Command)
	visit = func(c *cobra.Command) {
		t.Run(c.CommandPath(), func(t *testing.T) { test(t, c) })
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(p.tree())
}

// helpOf returns the help of a command on a terminal that is width cells wide.
func helpOf(p *program, c *cobra.Command, width int) string {
	var out strings.Builder
	p.out, p.page = &output{Writer: &out}, page{terminal: true, width: width}
	p.help(c)
	return out.String()
}

// letters returns a text without blanks and line ends.
func letters(help string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(help, "\\\n", "\n")), "")
}

func TestHelpFitsEveryTerminalAndIsComplete(t *testing.T) {
	p := newProgram(nil, io.Discard, io.Discard)
	everyCommand(t, p, func(t *testing.T, c *cobra.Command) {
		want := letters(helpOf(p, c, maxHelpWidth))
		for _, width := range []int{40, 59, 60, 80, 100, 200} {
			got := helpOf(p, c, width)
			for line := range strings.Lines(got) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > min(width, maxHelpWidth) {
					t.Errorf("%d cells at %d: %s", w, width, line)
				}
			}
			if diff := cmp.Diff(want, letters(got)); diff != "" {
				t.Errorf("letters at %d:\n%s", width, diff)
			}
			for line := range strings.Lines(c.Example) {
				if !strings.Contains(letters(got), letters(line)) {
					t.Errorf("at %d the example is not whole: %s", width, line)
				}
			}
		}
	})
}

func TestEveryOptionWithAValueNamesIt(t *testing.T) {
	p := newProgram(nil, io.Discard, io.Discard)
	everyCommand(t, p, func(t *testing.T, c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if (valueName(f) == "") != (f.Value.Type() == "bool") {
				t.Errorf("--%s: value %q", f.Name, valueName(f))
			}
		})
	})
}

func TestLongExampleIsContinuedAsShellsAllow(t *testing.T) {
	h := helpPage{width: 40}
	got := h.code(`galley annotate levy.txt --tag quote --quote "Nobody asked" --json > out.json`)
	want := "galley annotate levy.txt --tag quote \\\n" +
		"  --quote \"Nobody asked\" --json > \\\n" +
		"  out.json"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestGlobalFlagsAreShownWhereTheyHaveAnEffect(t *testing.T) {
	p := newProgram(nil, io.Discard, io.Discard)
	for name, want := range map[string][2]bool{
		"": {true, true}, "annotate": {true, true}, "show": {false, true}, "keys": {false, false}, "completion bash": {false, false},
	} {
		c, _, err := p.tree().Find(strings.Fields(name))
		if err != nil {
			t.Fatal(err)
		}
		help := helpOf(p, c, 80)
		got := [2]bool{strings.Contains(help, "--author"), strings.Contains(help, "--db")}
		if got != want {
			t.Errorf("galley %s shows --author and --db: %v", name, got)
		}
	}
}

func TestHelpOnATerminalIsPlainWithoutColor(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	var out strings.Builder
	if status := Main(context.Background(), []string{"annotate", "--help"}, strings.NewReader(""), &out, io.Discard); status != 0 {
		t.Fatalf("exit status %d", status)
	}
	if got := out.String(); strings.Contains(got, "\x1b") || !strings.HasPrefix(got, "Tag words") {
		t.Errorf("help %q", fmt.Sprintf("%.200s", got))
	}
}
