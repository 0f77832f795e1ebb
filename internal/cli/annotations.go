package cli

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/cli/table"
	"galley/internal/library"
	"galley/internal/wording"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
)

func (p *program) annotationsCommand() *cobra.Command {
	var r annotationsRequest
	c := &cobra.Command{
		Use:   "annotations [ARTICLE]",
		Short: "List the annotations of one article, or of all articles",
		Args:  takes(0, 1, "ARTICLE"),
		Example: `galley annotations levy.txt --tag claim --status unchecked
galley annotations levy.txt --by speaker`,
		RunE: func(_ *cobra.Command, args []string) error { return r.run(p, args) },
	}
	r.filter.add(c)
	c.Flags().StringVar(&r.by, "by", "", "list the people by KEY instead, which is speaker: how often each is quoted, claims or holds something")
	c.Flags().BoolVar(&r.asJSON, "json", false, "print a JSON array of annotations as galley export writes them")
	return c
}

// checkBy returns the error of a value of --by, which may be empty.
func checkBy(by string) error {
	if by != "" && by != "speaker" {
		return library.Usagef("--by: %s is not speaker", wording.Quote(by))
	}
	return nil
}

// An annotationsRequest holds the flags of galley annotations.
type annotationsRequest struct {
	filter filterFlags
	by     string
	asJSON bool
}

// run lists the annotations, or the people whose words they are.
func (r annotationsRequest) run(p *program, names []string) error {
	if err := checkBy(r.by); err != nil {
		return err
	}
	if r.by != "" {
		return r.listVoices(p, names)
	}
	list, err := r.snapshots(p, names)
	switch {
	case err != nil:
		return err
	case !r.asJSON:
		return annotationTable(p.page, list, len(names) == 0).Write(p.out)
	}
	all := []export.AnnotationJSON{}
	for _, s := range list {
		annotations, err := export.AnnotationsJSON(export.Bundle{Article: s.Article, Annotations: s.Annotations})
		if err != nil {
			return err
		}
		for _, a := range annotations {
			a.Article = s.Article.ID
			all = append(all, a)
		}
	}
	return p.writeJSON(all)
}

// snapshots reads the named articles, or all that have annotations, with the selected
// annotations.
func (r annotationsRequest) snapshots(p *program, names []string) ([]library.Snapshot, error) {
	list, err := p.snapshots(names)
	left := 0
	for i := range list {
		if err == nil {
			list[i].Annotations, err = r.filter.only(list[i].Annotations)
		}
		left += len(list[i].Annotations)
	}
	if err == nil && left == 0 && !r.filter.isEmpty() {
		p.say("no annotations match")
	}
	return list, err
}

// snapshots reads the named articles with their annotations or, without names, all
// articles that have any.
func (p *program) snapshots(names []string) ([]library.Snapshot, error) {
	records, err := p.records(names)
	if err != nil {
		return nil, err
	}
	var list []library.Snapshot
	for _, r := range records {
		if len(names) == 0 && len(r.Counts) == 0 {
			continue
		}
		s, err := p.library().Snapshot(r.ID)
		if err := p.tolerate(err); err != nil {
			return nil, err
		}
		if s.Article != nil {
			list = append(list, s)
		}
	}
	p.sayBlind()
	return list, nil
}

// annotationTable lists the annotations of articles, with the names of the
// articles if named. States are listed if any annotation is not anchored, people if any is named,
// links to other annotations of the list if there are any.
func annotationTable(p page, list []library.Snapshot, named bool) *table.Table {
	var ids []string
	unsure, voiced, labeled, linked := false, false, false, false
	for _, s := range list {
		for _, n := range s.Annotations {
			ids = append(ids, n.ID)
			unsure = unsure || n.Anchor.State != annotate.Anchored
			voiced = voiced || n.Who() != ""
			labeled = labeled || n.Labels != nil
			linked = linked || n.Links != nil
		}
	}
	shorten := p.shortenToEnds(ids)
	t := p.table([]table.Column{
		{Name: "id"}, {Name: "article", Flex: true, Drop: 2}, {Name: "¶", Align: lipgloss.Right}, {Name: "tag"}, {Name: "who", Flex: true, Drop: 2}, {Name: "status", Drop: 2}, {Name: "labels", Flex: true, Drop: 2},
		{Name: "state", Drop: 1}, {Name: "words", Flex: true}, {Name: "links", Drop: 2}, {Name: "note", Flex: true, Drop: 3},
	})
	for _, s := range list {
		set := annotate.NewSet(slices.Clone(s.Annotations))
		for _, n := range s.Annotations {
			var links []string
			for _, link := range set.Linked(n.ID) {
				if !link.Incoming {
					links = append(links, string(link.Kind)+" "+shorten(link.Other.ID))
				}
			}
			t.Add(shorten(n.ID), p.cell(s.Article.Name()), paragraphOf(s.Article, n), p.tag(n.Tag, string(n.Tag)), p.cell(n.Who()), p.cell(set.Verdict(n).String()), p.cell(n.LabelText()),
				string(n.Anchor.State), p.cell(wordsAt(s.Article, n)), strings.Join(links, ", "), p.cell(n.Note))
		}
	}
	if !named {
		t.Remove("article")
	}
	if !voiced {
		t.Remove("who")
	}
	if !labeled {
		t.Remove("labels")
	}
	if !linked {
		t.Remove("links")
	}
	if !unsure {
		t.Remove("state")
	}
	return t
}

// paragraphOf returns the numbers of the paragraphs of an annotation, or "" if it begins
// in none.
func paragraphOf(a *annotate.Article, n annotate.Annotation) string {
	if !n.Anchor.State.Placed() {
		return ""
	}
	return a.Numbers(n.Span())
}

// wordsAt returns the current words of an annotation, or those it was made on if
// it has no span.
func wordsAt(a *annotate.Article, n annotate.Annotation) string {
	return cmp.Or(n.Span().In(a.Text), n.Anchor.Exact)
}
