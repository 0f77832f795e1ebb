package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
	"galley/internal/cli/table"
	"galley/internal/library"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
)

func (p *program) articlesCommand() *cobra.Command {
	var asJSON, trash bool
	c := &cobra.Command{
		Use:   "articles",
		Short: "List the saved articles",
		Args:  takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			list, empty := p.library().Records, "the library is empty; galley add FILE saves an article, galley FILE opens one"
			if trash {
				list, empty = p.library().Trash, "the trash is empty"
			}
			records, err := list()
			switch err := p.tolerate(err); {
			case err != nil:
				return err
			case asJSON:
				return p.writeJSON(articlesOf(records))
			case len(records) > 0:
				return articleTable(p.page, records).Write(p.out)
			case p.damaged == nil:
				p.say("%s", empty)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	c.Flags().BoolVar(&trash, "trash", false, "list the articles in the trash")
	return c
}

func articleTable(p page, records []library.Record) *table.Table {
	t := p.table([]table.Column{
		{Name: "id"}, {Name: "title", Flex: true}, {Name: "c", Align: lipgloss.Right}, {Name: "q", Align: lipgloss.Right}, {Name: "o", Align: lipgloss.Right},
		{Name: "open", Align: lipgloss.Right, Drop: 2}, {Name: "unsure", Align: lipgloss.Right},
		{Name: "words", Align: lipgloss.Right, Drop: 2}, {Name: "read", Align: lipgloss.Right, Drop: 1}, {Name: "opened", Drop: 3}, {Name: "collection"}, {Name: "done"},
		{Name: "location", Flex: true, Path: true, Drop: 4},
	})
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	shorten := p.shortenToStarts(ids)
	for _, r := range records {
		location := library.Location(r)
		if p.terminal {
			location = library.ShortPath(location)
		}
		t.Add(shorten(r.ID), p.cell(library.Title(r)), strconv.Itoa(r.Counts[annotate.Claim]), strconv.Itoa(r.Counts[annotate.Quote]),
			strconv.Itoa(r.Counts[annotate.Opinion]), strconv.Itoa(r.NeedsChecking), strconv.Itoa(r.NeedsPlacing), strconv.Itoa(r.Words),
			fmt.Sprintf("%d%%", r.ReadPercent), day(r.Opened), p.cell(r.Collection), p.cell(whoIsDone(r)), location)
	}
	if !slices.ContainsFunc(records, func(r library.Record) bool { return r.NeedsPlacing > 0 }) {
		t.Remove("unsure")
	}
	if !slices.ContainsFunc(records, func(r library.Record) bool { return len(r.Done) > 0 }) {
		t.Remove("done")
	}
	if !slices.ContainsFunc(records, func(r library.Record) bool { return r.Collection != "" }) {
		t.Remove("collection")
	}
	return t
}

// whoIsDone names who has finished annotating an article.
func whoIsDone(r library.Record) string {
	names := make([]string, len(r.Done))
	for i, d := range r.Done {
		names[i] = d.By
	}
	return strings.Join(names, ", ")
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format(time.DateOnly)
}

// An articleJSON is one article in the output of galley articles --json.
type articleJSON struct {
	ID string `json:"id"`
	annotate.Meta
	Collection  string               `json:"collection,omitempty"`
	Source      annotate.Source      `json:"source"`
	Words       int                  `json:"words"`
	Paragraphs  int                  `json:"paragraphs"`
	Annotations map[annotate.Tag]int `json:"annotations"`
	Open        int                  `json:"open"`             // annotations that are still to be checked
	Uncertain   int                  `json:"unsure,omitempty"` // annotations whose span is uncertain
	Done        []annotate.Done      `json:"done,omitempty"`   // who has finished annotating it
	Read        int                  `json:"read"`             // percent
	Added       time.Time            `json:"added"`
	Opened      time.Time            `json:"opened,omitzero"`
	Trashed     time.Time            `json:"trashed,omitzero"`
}

func articlesOf(records []library.Record) []articleJSON {
	list := make([]articleJSON, len(records))
	for i, r := range records {
		counts := make(map[annotate.Tag]int, 3)
		for _, tag := range annotate.Tags() {
			counts[tag] = r.Counts[tag]
		}
		r.Meta.Deck = "" // the list does not show it
		list[i] = articleJSON{
			ID: r.ID, Meta: r.Meta, Collection: r.Collection, Source: r.Source, Words: r.Words, Paragraphs: r.Paragraphs, Annotations: counts,
			Open: r.NeedsChecking, Uncertain: r.NeedsPlacing, Done: r.Done, Read: r.ReadPercent, Added: r.Added, Opened: r.Opened, Trashed: r.Trashed,
		}
	}
	return list
}
