package library

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// An Edit is a change of an annotation by a row of a table.
type Edit struct {
	File string // its name, in quotation marks
	Row  int
	annotate.Change

	// Other reports whether the row is about another version of the text, in which the
	// annotation has the same words.
	Other bool
}

// String says what changes: "row 3 of “marks.csv”: claim “adds 4.20”: status unchecked
// → accurate; note changed".
func (e Edit) String() string {
	var parts []string
	add := func(name, before, after string) {
		if before != after {
			parts = append(parts, fmt.Sprintf("%s %s → %s", name, shortValue(before), shortValue(after)))
		}
	}
	add("tag", string(e.Before.Tag), string(e.After.Tag))
	for _, name := range fieldsOf(*e.Before, *e.After) {
		add(name, strings.Join(e.Before.Fields[name], ", "), strings.Join(e.After.Fields[name], ", "))
	}
	add("labels", strings.Join(e.Before.Labels, ", "), strings.Join(e.After.Labels, ", "))
	add("links", linksAsText(e.Before.Links), linksAsText(e.After.Links))
	add("note", e.Before.Note, e.After.Note)
	if e.Other {
		parts = append(parts, "exported from another version of the text, with the same words")
	}
	return fmt.Sprintf("row %d of %s: %s %s: %s", e.Row, e.File, e.Before.Tag, shortValue(e.Before.Anchor.Exact), strings.Join(parts, "; "))
}

// linksAsText lists links for a message.
func linksAsText(links []annotate.Relation) string {
	parts := make([]string, len(links))
	for i, l := range links {
		parts[i] = fmt.Sprintf("%s %.12s", l.Kind, l.To)
	}
	return strings.Join(parts, ", ")
}

// fieldsOf lists the names of the fields of annotations, each once.
func fieldsOf(annotations ...annotate.Annotation) (names []string) {
	for _, n := range annotations {
		for name := range n.FieldsInOrder() {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// shortValue quotes the beginning of a value for a message.
func shortValue(value string) string {
	const maxRunes = 60
	value = source.CleanLine(value)
	if value == "" {
		return "(none)"
	}
	if runes := []rune(value); len(runes) > maxRunes {
		value = string(runes[:maxRunes-1]) + "…"
	}
	return wording.Quote(value)
}

// edit plans the edit that a row makes. A row that is in conflict with the library is
// left out.
func (in *Import) edit(file string, e export.RowEdit) error {
	before, err := in.annotationOf(e)
	var after annotate.Annotation
	if err == nil {
		after, err = in.edited(before, e)
	}
	var conflict editConflict
	switch {
	case errors.As(err, &conflict) && !in.options.Strict:
		in.leaveOut(file, e.Entry, string(conflict))
		return nil
	case err != nil:
		return err
	}
	in.ids[before.Article], in.editedIDs[before.ID] = true, true
	if before.Equal(after) {
		in.Present++
		return nil
	}
	record, err := in.lib.store.Record(before.Article)
	after.Modified = in.lib.options.Now().UTC()
	in.Edits = append(in.Edits, Edit{file, e.Number, annotate.Edit(before, after), isOther(e, record)})
	return err
}

// An editConflict is why a row cannot edit its annotation.
type editConflict string

// Error implements error.
func (c editConflict) Error() string { return string(c) }

// annotationOf finds the annotation that a row edits.
func (in *Import) annotationOf(e export.RowEdit) (annotate.Annotation, error) {
	known, err := in.savedAnnotations(e.Article)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return annotate.Annotation{}, err
	}
	n, ok := known[e.ID]
	if !ok {
		n, err = in.lib.store.FindAnnotation(e.ID)
		ok = err == nil && n.ID == e.ID
		if err != nil && !errors.Is(err, storage.ErrNotFound) && !errors.Is(err, storage.ErrAmbiguous) {
			return n, err
		}
	}
	switch {
	case !ok:
		return n, editConflict("its annotation was deleted, or is not in this library")
	case in.editedIDs[n.ID]:
		return n, editConflict("an earlier row has the same id")
	}
	return n, nil
}

// edited returns an annotation as a row says it should be, or an editConflict.
func (in *Import) edited(n annotate.Annotation, e export.RowEdit) (annotate.Annotation, error) {
	record, err := in.lib.store.Record(n.Article)
	if err != nil {
		return n, err
	}
	words, err := in.wordsOf(n)
	if err != nil {
		return n, err
	}
	after, err := e.Apply(n)
	switch {
	case err != nil:
		return n, editConflict(err.Error())
	case e.Quote != "" && !slices.Contains(words, strings.Join(strings.Fields(e.Quote), " ")):
		return n, editConflict("its words are not those of the annotation; a table cannot change words, so nothing in the row is taken")
	case after.Equal(n):
		return n, nil
	case isOther(e, record) && !hasWordsNow(n, words, e.Quote):
		return n, editConflict("the library has another version of the text since the export, in which its words were edited or have no definite place")
	case e.Modified.IsZero():
		return n, editConflict("without the column modified as it was exported, changes in the library since then cannot be seen")
	case !e.Modified.Equal(n.Modified) && !e.Modified.Equal(n.Modified.Truncate(time.Second)):
		return n, editConflict("the annotation was changed in the library since the export")
	}
	return after, nil
}

// isOther reports whether a row is about another version of the text than the library's.
func isOther(e export.RowEdit, r Record) bool { return e.TextDigest != "" && e.TextDigest != r.Digest }

// hasWordsNow reports whether an annotation is on the words of a row in the present text.
// words are those of wordsOf; a row without words is about those that were marked.
func hasWordsNow(n annotate.Annotation, words []string, quote string) bool {
	if quote == "" {
		return n.Anchor.State.Certain()
	}
	return n.Anchor.State.Placed() && words[len(words)-1] == strings.Join(strings.Fields(quote), " ")
}

// wordsOf returns the words that were marked, and those that are there now if they were
// edited, with single blanks.
func (in *Import) wordsOf(n annotate.Annotation) ([]string, error) {
	words := []string{strings.Join(strings.Fields(n.Anchor.Exact), " ")}
	if n.Anchor.State != annotate.Changed {
		return words, nil
	}
	a, err := in.lib.store.Article(n.Article)
	if err != nil {
		return nil, err
	}
	return append(words, strings.Join(strings.Fields(n.Span().In(a.Text)), " ")), nil
}

// addEdits plans one step of edits for each article.
func (in *Import) addEdits(edits []Edit) error {
	indexes := map[string]int{} // of in.articles, by id
	for _, e := range edits {
		id := e.Before.Article
		i, ok := indexes[id]
		if !ok {
			a, err := in.lib.store.Article(id)
			if err != nil {
				return err
			}
			i = len(in.articles)
			indexes[id] = i
			in.articles = append(in.articles, storage.NewArticle{Article: a, Known: id, Step: in.lib.step("edits from a table")})
		}
		in.articles[i].Step.Changes = append(in.articles[i].Step.Changes, e.Change)
	}
	return nil
}
