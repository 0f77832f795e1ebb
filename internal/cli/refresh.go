package cli

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/internal/cli/table"
	"galley/internal/library"
	"galley/internal/wording"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
)

func (p *program) refreshCommand() *cobra.Command {
	var r library.RefreshRequest
	var asJSON bool
	c := &cobra.Command{
		Use:   "refresh ARTICLE",
		Short: "Switch to the new version of an article and place its annotations on it",
		Long: "Read an article again from its location, or from SOURCE, switch to the new text, and place every annotation on it. " +
			"Annotations whose words are still there stay on them. Those whose words were edited, occur in several places or are gone " +
			"are marked as such and wait for your decision.\n\nThe old version stays in the library; undo in the reader brings it back. " +
			"--dry-run only reports what would happen.\n\nWith --charset, the original bytes of the article are read again in another " +
			"character set, even if they are no longer at its location.",
		Example: `galley refresh levy.txt --dry-run
galley refresh 617268a830b0 --from levy-corrected.txt --json`,
		Args: takes(1, 1, "ARTICLE"),
		RunE: func(_ *cobra.Command, args []string) error {
			r.Article = args[0]
			u, err := r.Run(p.library())
			switch {
			case err != nil:
				return err
			case asJSON:
				return p.writeJSON(refreshOf(u))
			case u.From.Digest == u.To.Digest:
				p.say("the text of %s has not changed", wording.Quote(library.Title(u.Record)))
				return nil
			}
			p.print("%s", refreshSummary(u))
			err = refreshTable(p.page, u).Write(p.out)
			if r.DryRun {
				p.say("nothing was changed; leave out --dry-run to switch to the new version")
			} else {
				p.say("the article was switched to the new version; undo in the reader brings the old one back")
			}
			return err
		},
	}
	f := c.Flags()
	f.StringVar(&r.From, "from", "", "read the new version from SOURCE: a file, a web address, or - for standard input")
	f.BoolVar(&r.DryRun, "dry-run", false, "only report what would happen")
	f.BoolVar(&asJSON, "json", false, "print a JSON object")
	readFlags(c, &r.Read)
	return c
}

// A refreshJSON is the output of galley refresh --json.
type refreshJSON struct {
	Article     string          `json:"article"`
	Paragraphs  paragraphCounts `json:"paragraphs"`
	Annotations []placementJSON `json:"annotations"`
}

type paragraphCounts struct {
	Edited  int `json:"edited"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
}

// A placementJSON is an annotation on the new text. Offsets are in code points.
type placementJSON struct {
	ID         string         `json:"id"`
	State      annotate.State `json:"state"`
	Score      float64        `json:"score"`
	Reason     string         `json:"reason"`
	Start      *int           `json:"start,omitempty"`
	End        *int           `json:"end,omitempty"`
	Quote      string         `json:"quote"` // the words it was made on
	Candidates []rangeJSON    `json:"candidates,omitempty"`
}

type rangeJSON struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

func refreshOf(u *library.Update) refreshJSON {
	out := refreshJSON{Article: u.From.ID, Annotations: []placementJSON{}}
	out.Paragraphs = paragraphCounts{u.Diff.Edited, u.Diff.Added, u.Diff.Removed}
	mapper := annotate.NewMapper(u.To.Text)
	for _, a := range u.Annotations {
		k := a.Anchor
		one := placementJSON{ID: a.ID, State: k.State, Score: k.Score, Reason: u.Reason(a.ID), Quote: k.Exact}
		if k.State.Placed() {
			start, end := mapper.RunesFromSpan(k.Span)
			one.Start, one.End = &start, &end
		}
		for _, c := range k.Candidates {
			start, end := mapper.RunesFromSpan(c)
			one.Candidates = append(one.Candidates, rangeJSON{start, end})
		}
		out.Annotations = append(out.Annotations, one)
	}
	return out
}

// refreshSummary counts the changes.
func refreshSummary(u *library.Update) string {
	what := u.Diff.String()
	if u.Recoded() {
		what = fmt.Sprintf("read as %s instead of %s", u.To.Source.Charset, u.From.Source.Charset)
	}
	summary := fmt.Sprintf("%s: %s", wording.Quote(library.Title(u.Record)), what)
	if n := len(u.Annotations); n > 0 {
		summary += "\n" + annotate.Plural(n, "annotation") + ": " + stateCounts(u.Annotations)
	}
	if edited := u.EditedAround(); len(edited) > 0 {
		summary += "\nto check, because other words of the sentence were edited: " + quoteWords(edited)
	}
	return summary
}

// quoteWords quotes the words of up to three annotations.
func quoteWords(all []annotate.Annotation) string {
	const maxQuoted = 3
	var quotes []string
	for _, a := range all[:min(len(all), maxQuoted)] {
		quotes = append(quotes, wording.Quote(a.Anchor.Exact))
	}
	list := strings.Join(quotes, ", ")
	if more := len(all) - maxQuoted; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

// stateCounts counts annotations by state: "9 anchored, 1 moved".
func stateCounts(all []annotate.Annotation) string {
	counts := map[annotate.State]int{}
	for _, a := range all {
		counts[a.Anchor.State]++
	}
	var parts []string
	for _, s := range []annotate.State{annotate.Anchored, annotate.Moved, annotate.Changed, annotate.Ambiguous, annotate.Orphan} {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	return strings.Join(parts, ", ")
}

// refreshTable lists the annotations that are not anchored, with the words they
// were made on and the words that are there now.
func refreshTable(p page, u *library.Update) *table.Table {
	t := p.table([]table.Column{
		{Name: "id"}, {Name: "¶", Align: lipgloss.Right}, {Name: "state"}, {Name: "marked", Flex: true},
		{Name: "now", Flex: true, Drop: 1}, {Name: "why", Flex: true, Drop: 2},
	})
	var ids []string
	for _, a := range u.Annotations {
		ids = append(ids, a.ID)
	}
	shorten := p.shortenToEnds(ids)
	for _, a := range slices.DeleteFunc(slices.Clone(u.Annotations), func(a annotate.Annotation) bool { return a.Anchor.State == annotate.Anchored }) {
		now := ""
		if a.Anchor.State == annotate.Changed {
			now = a.Span().In(u.To.Text)
		}
		t.Add(shorten(a.ID), paragraphOf(u.To, a), string(a.Anchor.State), p.cell(a.Anchor.Exact), p.cell(now), p.cell(u.Reason(a.ID)))
	}
	return t
}
