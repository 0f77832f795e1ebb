package cli

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/cli/table"
	"galley/storage"

	"charm.land/lipgloss/v2"
)

// A refreshed is what galley refresh --json prints.
type refreshed struct {
	Article     string        `json:"article"`
	Paragraphs  editedBlocks  `json:"paragraphs"`
	Annotations []placedAgain `json:"annotations"`
}

type editedBlocks struct {
	Edited  int `json:"edited"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
}

// A placedAgain is an annotation on the new text. Places are code points.
type placedAgain struct {
	ID         string         `json:"id"`
	State      annotate.State `json:"state"`
	Score      float64        `json:"score"`
	Reason     string         `json:"reason"`
	Start      *int           `json:"start,omitempty"`
	End        *int           `json:"end,omitempty"`
	Quote      string         `json:"quote"` // the words that it was made on
	Candidates []codePoints   `json:"candidates,omitempty"`
}

type codePoints struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

func refreshOf(id string, to *annotate.Article, n anchor.Result) refreshed {
	out := refreshed{Article: id, Annotations: []placedAgain{}}
	out.Paragraphs = editedBlocks{n.Diff.Edited, n.Diff.Added, n.Diff.Removed}
	mapper := annotate.NewMapper(to.Text)
	for _, a := range n.Annotations.All() {
		k := a.Anchor
		one := placedAgain{ID: a.ID, State: k.State, Score: k.Score, Reason: n.Placements[a.ID].Reason, Quote: k.Exact}
		if k.State.Placed() {
			start, end := mapper.RunesFromSpan(k.Span)
			one.Start, one.End = &start, &end
		}
		for _, c := range k.Candidates {
			start, end := mapper.RunesFromSpan(c)
			one.Candidates = append(one.Candidates, codePoints{start, end})
		}
		out.Annotations = append(out.Annotations, one)
	}
	return out
}

// tellRefresh says what changed, and lists the annotations that are not where
// they were.
func (p *program) tellRefresh(r storage.Record, to *annotate.Article, n anchor.Result, dryRun bool) error {
	if r.Digest == to.Digest {
		p.say("the text of %s has not changed", titled(r))
		return nil
	}
	lines := fmt.Sprintf("%s: %s", titled(r), n.Diff)
	if n.Annotations.Len() > 0 {
		lines += "\n" + annotate.Plural(n.Annotations.Len(), "annotation") + ": " + states(n.Annotations.All())
	}
	if err := p.print("%s", lines); err != nil {
		return err
	}
	if err := p.refreshTable(to, n).Write(p.out); err != nil {
		return err
	}
	if dryRun {
		p.say("nothing was changed; without --dry-run the new version is taken")
	} else {
		p.say("the new version was taken; undo in the reader brings the old one back")
	}
	return nil
}

// states counts annotations by state: "9 anchored, 1 moved".
func states(all []annotate.Annotation) string {
	var parts []string
	for _, s := range []annotate.State{annotate.Anchored, annotate.Moved, annotate.Changed, annotate.Ambiguous, annotate.Orphan} {
		in := func(a annotate.Annotation) bool { return a.Anchor.State == s }
		if n := len(slices.DeleteFunc(slices.Clone(all), func(a annotate.Annotation) bool { return !in(a) })); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return strings.Join(parts, ", ")
}

// refreshTable lists what is not anchored, with the words that were marked and
// what stands there now.
func (p *program) refreshTable(to *annotate.Article, n anchor.Result) *table.Table {
	t := p.page.table([]table.Column{
		{Name: "id"}, {Name: "¶", Align: lipgloss.Right}, {Name: "state"}, {Name: "marked", Flex: true},
		{Name: "now", Flex: true, Drop: 1}, {Name: "why", Flex: true, Drop: 2},
	})
	var ids []string
	for _, a := range n.Annotations.All() {
		ids = append(ids, a.ID)
	}
	short := p.page.ends(ids)
	for _, a := range n.Annotations.All() {
		k := a.Anchor
		if k.State == annotate.Anchored {
			continue
		}
		now := ""
		if k.State == annotate.Changed {
			now = k.Span.In(to.Text)
		}
		t.Add(short(a.ID), paragraphOf(to, a), string(k.State), p.page.cell(k.Exact), p.page.cell(now), p.page.cell(n.Placements[a.ID].Reason))
	}
	return t
}
