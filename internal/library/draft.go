package library

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// A Draft is what was typed in a card that has not been closed.
type Draft = storage.Draft

// NewDraft returns the draft of an open card. Its [Draft.Write] takes time.
func (b base) NewDraft(article, id string) *Draft {
	return storage.NewDraft(b.options.Path, article, id)
}

// DropDraft removes a draft after the saves that are queued. It stays if the step
// with its text is refused: the user may not see the text again otherwise.
func (q *saveQueue) DropDraft(d *Draft) {
	q.add(func() error {
		if changes := d.Step().Changes; len(changes) > 0 && !q.isRefused(changes[0].ID()) {
			_ = d.Remove() // it is offered once more
		}
		return nil
	})
}

// isRefused reports whether a step that changes an annotation was refused.
func (q *saveQueue) isRefused(annotation string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.refused[annotation]
}

// commit commits a step, and removes the drafts of the annotations that it
// deletes.
func (b base) commit(article string, step annotate.Step) (uint64, error) {
	seq, err := b.store.Commit(article, step)
	var deleted []string
	for _, c := range step.Changes {
		if c.After == nil {
			deleted = append(deleted, c.ID())
		}
	}
	if err == nil && deleted != nil {
		_ = storage.RemoveDrafts(b.options.Path, article, deleted) // those that stay are offered once more
	}
	return seq, err
}

// addDrafts adds the user's drafts of the article to a document, the oldest first,
// and to its notice those that cannot be read.
func (b base) addDrafts(doc *Document) {
	drafts, err := storage.Drafts(b.options.Path, doc.Article.ID)
	for _, d := range drafts {
		step := d.Step()
		if step.Creator != b.options.Author() {
			continue
		}
		cleanDraft(step.Changes[0].Before)
		cleanDraft(step.Changes[0].After)
		doc.Drafts = append(doc.Drafts, d)
	}
	slices.SortStableFunc(doc.Drafts, func(a, b *Draft) int { return a.Step().Time.Compare(b.Step().Time) })
	if err != nil {
		doc.Notice = strings.TrimSpace(doc.Notice + " " + draftError(err))
	}
}

// cleanDraft cleans what is typed in a card for the terminal.
func cleanDraft(a *annotate.Annotation) {
	a.Note = source.Clean(a.Note)
	for i, r := range a.Replies {
		a.Replies[i].Note = source.CleanLine(r.Note)
	}
	for _, values := range a.Fields {
		for i, v := range values {
			values[i] = source.CleanLine(v)
		}
	}
}

// draftError describes the drafts that cannot be read in one line.
func draftError(err error) string {
	first, others, _ := strings.Cut(err.Error(), "\n")
	if others != "" {
		first += fmt.Sprintf(" and %d more", strings.Count(others, "\n")+1)
	}
	return source.CleanLine(first) + "; articles and annotations are not affected; delete the file to get rid of this message."
}

// DraftLines describes the drafts of all users in the library, one line each.
func (b base) DraftLines() (lines []string) {
	drafts, err := storage.Drafts(b.options.Path, "")
	for _, d := range drafts {
		step, title := d.Step(), wording.Quote(d.Article)
		if r, err := b.store.Record(d.Article); err == nil {
			title = quoteTitle(r)
		}
		lines = append(lines, source.CleanLine(fmt.Sprintf("%s typed in the card of a %s in %s on %s and did not close it; opening the article offers the draft",
			cmp.Or(step.Creator, "someone"), step.Changes[0].After.Tag, title, step.Time.In(b.options.Now().Location()).Format("2 January at 15:04"))))
	}
	if err != nil {
		lines = append(lines, draftError(err))
	}
	return lines
}
