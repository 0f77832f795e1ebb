package cli

import (
	"fmt"

	"galley/annotate"
	"galley/internal/library"

	"github.com/spf13/cobra"
)

func (p *program) extractCommand() *cobra.Command {
	var opts library.ReadOptions
	var asJSON bool
	c := &cobra.Command{
		Use:   "extract SOURCE",
		Short: "Print the text that Galley reads from a source",
		Long: "Print the text that Galley reads from a file, a web address, standard input (-) or the sample, and save nothing.\n\n" +
			"--json also prints the title, and each block with its kind and its range of code points.",
		Args: takes(1, 1, "SOURCE"),
		RunE: func(_ *cobra.Command, args []string) error {
			a, notices, err := p.library().Extract(args[0], opts)
			if err != nil {
				return err
			}
			p.sayAll(notices)
			if asJSON {
				return p.writeJSON(extractionOf(a))
			}
			_, err = fmt.Fprintln(p.out, a.Text)
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON object with every block")
	readFlags(c, &opts)
	return c
}

// An extractionJSON is the output of galley extract --json. Offsets are in code
// points.
type extractionJSON struct {
	annotate.Meta
	Canonical string      `json:"canonical,omitempty"`
	Text      string      `json:"text"`
	Blocks    []blockJSON `json:"blocks"`
}

type blockJSON struct {
	Kind       string  `json:"kind"`
	Level      uint8   `json:"level,omitempty"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Text       string  `json:"text"`
	Folded     bool    `json:"folded,omitempty"`
	Rule       string  `json:"rule,omitempty"`
	Confidence float32 `json:"sureness,omitempty"`
}

func extractionOf(a *annotate.Article) extractionJSON {
	out := extractionJSON{
		Meta: a.Meta, Canonical: a.Source.Canonical, Text: a.Text, Blocks: make([]blockJSON, len(a.Blocks)),
	}
	mapper := annotate.NewMapper(a.Text)
	for i, b := range a.Blocks {
		start, end := mapper.RunesFromSpan(b.Span)
		out.Blocks[i] = blockJSON{
			Kind: b.Kind.String(), Level: b.Level, Start: start, End: end, Text: b.Span.In(a.Text),
			Folded: b.Folded, Rule: b.Rule, Confidence: b.Confidence,
		}
	}
	return out
}
