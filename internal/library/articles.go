package library

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/source"
)

// An Item is a saved article in the list of the library.
type Item struct {
	ID         string
	Title      string
	Site       string // the publication or the book that it is part of, "" if unknown
	Location   string // where it came from, with ~ for the home folder
	Collection string // "" for none
	Counts     map[annotate.Tag]int
	Open       int             // annotations that are still to be checked
	Uncertain  int             // annotations whose span is not certain
	Done       []annotate.Done // who has finished annotating it
	Words      int
	Read       int // how far it was read, in percent
	Opened     time.Time
}

// Articles lists the saved articles, most recently used first. With a
// storage.PartialError, the list lacks the damaged ones.
func (b base) Articles() ([]Item, error) {
	records, err := b.store.Records()
	if len(records) == 0 && err != nil {
		return nil, err
	}
	items := make([]Item, len(records))
	for i, r := range records {
		items[i] = Item{
			ID: r.ID, Title: Title(r), Site: source.CleanLine(r.Meta.Site), Location: ShortPath(Location(r)), Counts: r.Counts,
			Open: r.NeedsChecking, Uncertain: r.NeedsPlacing, Done: r.Done, Collection: r.Collection, Words: r.Words, Read: r.ReadPercent, Opened: r.Opened,
		}
		if r.Added.After(r.Opened) {
			items[i].Opened = r.Added
		}
	}
	return items, err
}

// listPatience limits how long a list of articles waits for what is being saved.
const listPatience = 200 * time.Millisecond

// Articles lists the articles as they are after pending saves, so that the list shows the
// place that was just left.
func (l *Library) Articles() ([]Item, error) {
	_, _ = l.saveQueue.start().Drain(listPatience)
	return l.base.Articles()
}

// Title returns the title of an article, or its ID if it has none.
func Title(r Record) string { return cmp.Or(source.CleanLine(r.Meta.Title), r.ID) }

// Location returns where an article was last opened from.
func Location(r Record) string {
	if len(r.Locations) > 0 {
		last := r.Locations[len(r.Locations)-1]
		return cmp.Or(source.CleanLine(last.Address), string(last.Kind))
	}
	if r.Source.Kind == annotate.FromStdin {
		return "standard input"
	}
	return cmp.Or(source.CleanLine(r.Source.Location), string(r.Source.Kind))
}

// ShortPath replaces the home folder at the start of a path with ~.
func ShortPath(path string) string {
	home, err := os.UserHomeDir()
	if err != nil || home == "" {
		return path
	}
	if inside, ok := strings.CutPrefix(path, strings.TrimRight(home, `/\`)); ok && strings.HasPrefix(inside, string(filepath.Separator)) {
		return "~" + inside
	}
	return path
}

// SetCollection puts an article into the collection of a name, or into none if it is "".
func (b base) SetCollection(id, name string) error {
	return b.store.SetCollection(id, source.CleanLine(name))
}

// An ItemText holds the annotated words and the notes of an article, for the
// filter of the list.
type ItemText struct {
	ID   string // of the article
	Text string // quotes, notes, labels and field values, a line each
}

// Texts reads the annotations of articles. Damaged annotations and articles
// without any are left out. Each article is read in its own transaction, so that
// other programs can save in between.
func (b base) Texts(ids []string) []ItemText {
	var texts []ItemText
	for _, id := range ids {
		annotations, _, _ := b.store.Annotations(id) // damaged ones are left out
		record, _ := b.store.Record(id)
		annotations = b.visible(record, annotations)
		if len(annotations) == 0 {
			continue
		}
		var text strings.Builder
		for _, a := range annotations {
			text.WriteString(a.Anchor.Exact + "\n" + a.Note + "\n" + a.LabelText() + "\n")
			for _, r := range a.Replies {
				text.WriteString(r.Note + "\n")
			}
			for _, values := range a.Fields {
				text.WriteString(strings.Join(values, "\n") + "\n")
			}
		}
		texts = append(texts, ItemText{ID: id, Text: text.String()})
	}
	return texts
}

// FullTexts reads the texts of articles in one transaction, in order, until visit, which
// gets the index of each, returns false. Articles that cannot be read are left out.
func (b base) FullTexts(ids []string, visit func(n int, text string) bool) {
	b.store.FullTexts(ids, visit)
}

// Annotations returns the annotations of an article, in the order in which they
// were made, and the Seq of the last step that they include. With a
// storage.PartialError, they lack the damaged ones.
func (b base) Annotations(id string) ([]annotate.Annotation, uint64, error) {
	return b.store.Annotations(id)
}

// Seq returns the number of the last step of an article.
func (b base) Seq(id string) (uint64, error) { return b.store.Seq(id) }

// Digest returns the digest of the current text of an article.
func (b base) Digest(id string) (string, error) {
	record, err := b.store.Record(id)
	return record.Digest, err
}

// History lists the steps of an article, oldest first.
func (b base) History(id string) ([]annotate.Step, error) { return b.store.History(id) }
