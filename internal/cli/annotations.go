package cli

import (
	"cmp"
	"slices"
	"strconv"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/cli/table"
	"galley/internal/library"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
)

func (p *program) annotationsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "annotations [ARTICLE]",
		Short: "List the annotations of one article, or of all",
		Args:  takes(0, 1, "ARTICLE"),
		RunE: func(_ *cobra.Command, args []string) error {
			list, err := p.snapshots(args)
			if err != nil {
				return err
			}
			if !asJSON {
				return annotationList{list, len(args) == 0}.table(p.page).Write(p.out)
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
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON array of annotations as galley export writes them")
	return c
}

// snapshots reads the named articles with their annotations, without names all
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
	return list, nil
}

// An annotationList is the annotations of articles.
type annotationList struct {
	snapshots []library.Snapshot
	named     bool // whether to list the names of the articles
}

// isUnsure reports whether any annotation is not anchored. Then states are listed.
func (l annotationList) isUnsure() bool {
	return slices.ContainsFunc(l.snapshots, func(s library.Snapshot) bool {
		return slices.ContainsFunc(s.Annotations, func(n annotate.Annotation) bool { return n.Anchor.State != annotate.Anchored })
	})
}

func (l annotationList) columns() []table.Column {
	columns := []table.Column{{Name: "id"}}
	if l.named {
		columns = append(columns, table.Column{Name: "article", Flex: true, Drop: 2})
	}
	columns = append(columns, table.Column{Name: "¶", Align: lipgloss.Right}, table.Column{Name: "tag"}, table.Column{Name: "status", Drop: 2})
	if l.isUnsure() {
		columns = append(columns, table.Column{Name: "state", Drop: 1})
	}
	return append(columns, table.Column{Name: "words", Flex: true}, table.Column{Name: "note", Flex: true, Drop: 3})
}

func (l annotationList) table(p page) *table.Table {
	var ids []string
	for _, s := range l.snapshots {
		for _, n := range s.Annotations {
			ids = append(ids, n.ID)
		}
	}
	t, short, unsure := p.table(l.columns()), p.ends(ids), l.isUnsure()
	for _, s := range l.snapshots {
		for _, n := range s.Annotations {
			cells := []string{short(n.ID)}
			if l.named {
				cells = append(cells, p.cell(s.Article.Name()))
			}
			cells = append(cells, paragraphOf(s.Article, n), p.tag(n.Tag, string(n.Tag)), p.cell(n.Status()))
			if unsure {
				cells = append(cells, string(n.Anchor.State))
			}
			t.Add(append(cells, p.cell(wordsAt(s.Article, n)), p.cell(n.Note))...)
		}
	}
	return t
}

// paragraphOf returns the number of the paragraph in which an annotation begins,
// "" if it has none.
func paragraphOf(a *annotate.Article, n annotate.Annotation) string {
	if number := a.NumberAt(n.Span().Start); n.Anchor.State.Placed() && number > 0 {
		return strconv.Itoa(number)
	}
	return ""
}

// wordsAt returns the current words of an annotation, or those it was made on if
// it has no span.
func wordsAt(a *annotate.Article, n annotate.Annotation) string {
	return cmp.Or(n.Span().In(a.Text), n.Anchor.Exact)
}
