//go:build unix

package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// elsewhere runs a command on the same library in another process and waits for it.
func (d workspace) elsewhere(args ...string) {
	d.t.Helper()
	c := exec.Command("galley", args...)
	c.Dir, c.Env = d.dir, append(os.Environ(), environment(d.dir)...)
	if out, err := c.CombinedOutput(); err != nil {
		d.t.Fatalf("galley %q: %v\n%s", args, err, out)
	}
}

// annotated returns the words of the annotations: the text between their exported
// positions.
func (d workspace) annotated(t *testing.T) (words []string) {
	t.Helper()
	var bundle struct {
		Articles []struct {
			Text        string
			Annotations []struct {
				Quote      string
				Start, End *int
			}
		}
	}
	if err := json.Unmarshal([]byte(d.does("export", d.path("levy.txt"))), &bundle); err != nil {
		t.Fatal(err)
	}
	for _, article := range bundle.Articles {
		text := []rune(article.Text)
		for _, n := range article.Annotations {
			if n.Start == nil || n.End == nil || string(text[*n.Start:*n.End]) != n.Quote {
				t.Errorf("%q is not at its positions: %+v", n.Quote, n)
			}
			words = append(words, n.Quote)
		}
	}
	return words
}

// While the reader shows an article, a command in another process switches it to a
// new version, in which every offset differs. An annotation made then is on the words
// that were on the screen, or is refused with an error; afterwards the reader shows
// the new text, and it can be annotated.
func TestTextReplacedUnderTheReaderKeepsAnnotationsRight(t *testing.T) {
	for name, before := range map[string]string{
		"with a mark":    "}c",
		"without a mark": "",
	} {
		t.Run(name, func(t *testing.T) {
			d := newWorkspace(t)
			d.does("add", d.path("levy.txt"))
			w := d.opens(nil, "levy.txt")
			w.sees("The levy adds 4.20")
			if before != "" {
				w.Type(before)
				w.sees("Claim marked")
				w.sees("saved")
			}
			fresh := "A wholly new headline stands here\n\n" + strings.Replace(levy, "It begins in July.", "It begins in June.", 1)
			if err := os.WriteFile(d.path("levy.txt"), []byte(fresh), 0o600); err != nil {
				t.Fatal(err)
			}
			d.elsewhere("refresh", "levy.txt")
			w.Type("Gq") // on the old text, unless the reader knows already
			w.sees("It begins in June.")
			w.Type("Go")
			w.sees("Opinion marked")
			w.quits()
			words := d.annotated(t)
			if !strings.Contains(strings.Join(words, "\n"), "Nobody asked the ferry crews") {
				t.Errorf("annotated after it: %q", words)
			}
			if before != "" && words[0] != "The levy adds 4.20 to every ticket." {
				t.Errorf("annotated before it: %q", words)
			}
			d.does("doctor")
		})
	}
}
