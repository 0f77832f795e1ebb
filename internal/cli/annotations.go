package cli

import (
	"cmp"
	"encoding/json"
	"strconv"

	"galley/annotate"
	"galley/internal/cli/table"
	"galley/storage"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
)

func (p *program) annotationsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "annotations [ARTICLE]",
		Short:   "List the annotations of one article or of all",
		GroupID: groupMark,
		Args:    takes(0, 1, "ARTICLE"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.annotations(args, asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON array of annotations as galley export writes them")
	return c
}

// A marked article is one with its annotations, in text order.
type marked struct {
	article *annotate.Article
	record  storage.Record
	items   []annotate.Annotation
}

func (p *program) annotations(names []string, asJSON bool) error {
	records, err := p.findRecords(names)
	if len(names) == 0 {
		records, err = p.records()
	}
	if err != nil {
		return err
	}
	var list []marked
	for _, r := range records {
		if len(names) == 0 && len(r.Counts) == 0 {
			continue
		}
		m, err := p.marked(r)
		if err := p.readable(err); err != nil {
			return err
		}
		if m.article != nil {
			list = append(list, m)
		}
	}
	if asJSON {
		return p.annotationsJSON(list)
	}
	return p.annotationTable(list, len(names) == 0).Write(p.out)
}

// marked reads a saved article with its annotations.
func (p *program) marked(r storage.Record) (marked, error) {
	m, err := p.store().Snapshot(r.ID)
	if err := p.readable(err); err != nil {
		return marked{}, err
	}
	return marked{m.Article, m.Record, annotate.NewSet(m.Annotations).All()}, nil
}

func (p *program) annotationsJSON(list []marked) error {
	all := []json.RawMessage{}
	for _, m := range list {
		objects, err := annotationObjects(m.article, m.items)
		if err != nil {
			return err
		}
		for _, o := range objects {
			all = append(all, withArticleID(m.article.ID, o))
		}
	}
	return p.writeJSON(all)
}

// annotationTable lists annotations a line each; their article is named where
// there may be several. What is not certain of its place says so.
func (p *program) annotationTable(list []marked, several bool) *table.Table {
	var ids []string
	unsure := false
	for _, m := range list {
		for _, n := range m.items {
			ids = append(ids, n.ID)
			unsure = unsure || n.Anchor.State != annotate.Anchored
		}
	}
	t := p.page.table(annotationColumns(several, unsure))
	short := p.page.ends(ids)
	for _, m := range list {
		for _, n := range m.items {
			cells := []string{short(n.ID)}
			if several {
				cells = append(cells, p.page.cell(m.article.Name()))
			}
			cells = append(cells, paragraphOf(m.article, n), p.page.tag(n.Tag, string(n.Tag)), p.page.cell(n.Status()))
			if unsure {
				cells = append(cells, string(n.Anchor.State))
			}
			t.Add(append(cells, p.page.cell(wordsAt(m.article, n)), p.page.cell(n.Note))...)
		}
	}
	return t
}

// annotationColumns are the columns of a list of annotations.
func annotationColumns(several, unsure bool) []table.Column {
	columns := []table.Column{{Name: "id"}}
	if several {
		columns = append(columns, table.Column{Name: "article", Flex: true, Drop: 2})
	}
	columns = append(columns, table.Column{Name: "¶", Align: lipgloss.Right}, table.Column{Name: "tag"}, table.Column{Name: "status", Drop: 2})
	if unsure {
		columns = append(columns, table.Column{Name: "state", Drop: 1})
	}
	return append(columns, table.Column{Name: "words", Flex: true}, table.Column{Name: "note", Flex: true, Drop: 3})
}

// paragraphOf is the number of the paragraph in which an annotation begins, ""
// if there is none.
func paragraphOf(a *annotate.Article, n annotate.Annotation) string {
	if number := a.NumberAt(n.Span().Start); n.Anchor.State.Placed() && number > 0 {
		return strconv.Itoa(number)
	}
	return ""
}

// wordsAt is what stands now where the annotation is, or the words that it was
// made on.
func wordsAt(a *annotate.Article, n annotate.Annotation) string {
	return cmp.Or(n.Span().In(a.Text), n.Anchor.Exact)
}
