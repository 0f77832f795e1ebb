package cli

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/voice"
	"galley/internal/cli/table"
	"galley/internal/library"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
)

func (p *program) voicesCommand() *cobra.Command {
	var r voicesRequest
	c := &cobra.Command{
		Use:   "voices [ARTICLE]",
		Short: "List who is quoted, claims or holds something, and merge names",
		Long: "List the people whose words are annotated in one article, or in all: how often, how many words, in which paragraphs, and " +
			"how many of the claims and quotes are verified. Names are told apart as they are written; --merge says that two are one person.",
		Args: takes(0, 1, "ARTICLE"),
		Example: `galley voices levy.txt
galley voices --merge "Lund=Ada Lund"`,
		RunE: func(_ *cobra.Command, args []string) error { return r.run(p, args) },
	}
	r.list.filter.add(c)
	c.Flags().StringVar(&r.merge, "merge", "", "rename a person everywhere: OLD=NEW, such as Lund=Ada Lund; undo in the reader takes it back, article by article")
	c.Flags().BoolVar(&r.list.asJSON, "json", false, "print a JSON array")
	return c
}

// A voicesRequest holds the flags of galley voices.
type voicesRequest struct {
	list  annotationsRequest
	merge string
}

// run lists the people, or merges two of them.
func (r voicesRequest) run(p *program, names []string) error {
	if r.merge == "" {
		return r.list.listVoices(p, names)
	}
	from, to, ok := strings.Cut(r.merge, "=")
	if !ok || !r.list.filter.isEmpty() || r.list.asJSON {
		return library.Usagef("--merge takes two names, such as “Lund=Ada Lund”, and no other option")
	}
	records, err := p.records(names)
	if err != nil {
		return err
	}
	result, err := library.RenameRequest{Articles: records, From: from, To: to}.Run(p.library())
	return p.report(fmt.Sprintf("renamed %s to %s in %s of %s", voice.Clean(from), voice.Clean(to),
		annotate.Plural(result.Annotations, "annotation"), annotate.Plural(result.Articles, "article")), p.tolerate(err))
}

// listVoices lists the people whose words the selected annotations are.
func (r annotationsRequest) listVoices(p *program, names []string) error {
	list, err := r.snapshots(p, names)
	switch {
	case err != nil:
		return err
	case r.asJSON:
		return p.writeJSON(voicesOf(list))
	}
	return voiceTable(p.page, voicesOf(list)).Write(p.out)
}

// voicesOf groups the annotations of articles by person.
func voicesOf(list []library.Snapshot) []*voice.Voice {
	voices := voice.Voices{}
	for _, s := range list {
		prefix := ""
		if len(list) > 1 {
			prefix = s.Article.ID + ":"
		}
		for _, w := range annotate.NewSet(s.Annotations).Wholes() {
			voices.Add(s.Article, w, prefix)
		}
	}
	return voices.Sorted()
}

// voiceTable lists persons.
func voiceTable(p page, voices []*voice.Voice) *table.Table {
	t := p.table([]table.Column{
		{Name: "who", Flex: true}, {Name: "times", Align: lipgloss.Right}, {Name: "words", Align: lipgloss.Right},
		{Name: "verified", Align: lipgloss.Right}, {Name: "¶", Flex: true},
	})
	for _, v := range voices {
		t.Add(p.cell(v.Name()), fmt.Sprint(v.Times), fmt.Sprint(v.Words), v.Checked(), strings.Join(v.Paragraphs, ", "))
	}
	return t
}
