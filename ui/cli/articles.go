package cli

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/storage"
	"galley/ui/cli/table"

	"github.com/spf13/cobra"
)

func (p *program) articlesCommand() *cobra.Command {
	var asJSON, trash bool
	c := &cobra.Command{
		Use:     "articles",
		Short:   "List the saved articles",
		GroupID: groupLibrary,
		Args:    takes(0, 0, ""),
		RunE:    func(*cobra.Command, []string) error { return p.articles(trash, asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	c.Flags().BoolVar(&trash, "trash", false, "list what is in the trash")
	return c
}

func (p *program) articles(trash, asJSON bool) error {
	list := p.store().Records
	if trash {
		list = p.store().Trash
	}
	records, err := list()
	if err := p.readable(err); err != nil {
		return err
	}
	if asJSON {
		return p.writeJSON(listOf(records))
	}
	switch {
	case len(records) > 0:
		return p.articleTable(records).Write(p.out)
	case trash:
		p.say("the trash is empty")
	case !p.partial:
		p.say("the library is empty; galley add FILE saves an article, galley FILE opens one")
	}
	return nil
}

func (p *program) articleTable(records []storage.Record) *table.Table {
	t := &table.Table{Width: p.page.tableWidth(), Head: p.page.strong, Columns: []table.Column{
		{Name: "id"}, {Name: "title", Flex: true}, {Name: "c", Right: true}, {Name: "q", Right: true}, {Name: "o", Right: true},
		{Name: "words", Right: true}, {Name: "read", Right: true}, {Name: "opened"}, {Name: "place", Flex: true},
	}}
	for _, r := range records {
		t.Add(r.ID, titleOf(r), strconv.Itoa(r.Counts[annotate.Claim]), strconv.Itoa(r.Counts[annotate.Quote]),
			strconv.Itoa(r.Counts[annotate.Opinion]), strconv.Itoa(r.Words), fmt.Sprintf("%d%%", percentRead(r)),
			day(r.Opened), placeOfRecord(r))
	}
	return t
}

// percentRead is how far an article was read.
func percentRead(r storage.Record) int {
	if r.TextBytes == 0 {
		return 0
	}
	return r.Place * 100 / r.TextBytes
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format(time.DateOnly)
}

// placeOfRecord is where an article was met last, as people read it.
func placeOfRecord(r storage.Record) string {
	if len(r.Places) > 0 {
		place := r.Places[len(r.Places)-1]
		return cmp.Or(source.CleanLine(place.Location), string(place.Kind))
	}
	if r.Source.Kind == annotate.FromStdin {
		return "standard input"
	}
	return cmp.Or(source.CleanLine(r.Source.Location), string(r.Source.Kind))
}

// A listedArticle is an element of what galley articles --json prints.
type listedArticle struct {
	ID          string               `json:"id"`
	Title       string               `json:"title,omitempty"`
	Byline      string               `json:"byline,omitempty"`
	Published   string               `json:"published,omitempty"`
	Language    string               `json:"language,omitempty"`
	Source      listedSource         `json:"source"`
	Words       int                  `json:"words"`
	Paragraphs  int                  `json:"paragraphs"`
	Annotations map[annotate.Tag]int `json:"annotations"`
	Read        int                  `json:"read"` // per cent
	Added       time.Time            `json:"added"`
	Opened      time.Time            `json:"opened,omitzero"`
	Trashed     time.Time            `json:"trashed,omitzero"`
}

type listedSource struct {
	Kind     annotate.SourceKind `json:"kind"`
	Location string              `json:"location,omitempty"`
	SHA256   string              `json:"sha256,omitempty"`
}

func listOf(records []storage.Record) []listedArticle {
	list := make([]listedArticle, len(records))
	for i, r := range records {
		counts := make(map[annotate.Tag]int, 3)
		for _, tag := range annotate.Tags() {
			counts[tag] = r.Counts[tag]
		}
		list[i] = listedArticle{
			ID: r.ID, Title: r.Meta.Title, Byline: r.Meta.Byline, Published: r.Meta.Published, Language: r.Meta.Language,
			Source: listedSource{r.Source.Kind, r.Source.Location, r.Source.SHA256},
			Words:  r.Words, Paragraphs: r.Paragraphs, Annotations: counts, Read: percentRead(r),
			Added: r.Added, Opened: r.Opened, Trashed: r.Trashed,
		}
	}
	return list
}
