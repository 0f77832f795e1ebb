package export

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"galley/annotate"
)

// readwiseRows returns the function that reads rows of Readwise's import template or
// export. The place is kept as a field: it counts pages or words of another edition.
// Columns about the book are left out and, unless they identify it, counted.
func (in *importer) readwiseRows(t *table) func(csvCells) error {
	for name := range t.index {
		if !slices.Contains(readwiseColumns(), name) {
			in.loss.add(lostColumn, 1)
		}
	}
	return func(row csvCells) error {
		if strings.TrimSpace(in.opt.Clean(row.get("highlight"))) == "" {
			return nil // an empty row
		}
		ref := ArticleRef{Title: in.line(row.get("title", "book_title")), Location: in.line(row.get("url"))}
		if ref.Location != "" {
			ref.Kind = annotate.FromURL
		}
		labels, note := inlineTags(row.get("note"))
		labels = append(labels, strings.FieldsFunc(row.get("tags"), func(r rune) bool { return r == ',' || r == ';' })...)
		return in.clip(clipping{
			ref: ref, words: quotation{exact: row.get("highlight")}, note: note, labels: labels, created: in.date(row.get("date", "highlighted_at")),
			fields: map[string]string{
				colorField: row.get("color"), locationField: strings.TrimSpace(row.get("location_type") + " " + row.get("location")),
			},
		})
	}
}

// readwiseColumns lists the columns that readwiseRows understands.
func readwiseColumns() []string {
	return []string{
		"highlight", "title", "book_title", "author", "book_author", "url", "note", "color", "tags", "location_type", "location", "date", "highlighted_at",
	}
}

var lostDate = LossKind{"date that cannot be read", "dates that cannot be read"}

// inlineTags cuts off the tags at the beginning of a note, where users of
// Readwise write them: ".claim .source the note".
func inlineTags(note string) (tags []string, rest string) {
	for rest = note; ; {
		after, ok := strings.CutPrefix(rest, ".")
		end := strings.IndexFunc(after, unicode.IsSpace)
		if end < 0 {
			end = len(after)
		}
		if !ok || end == 0 || !unicode.IsLetter(rune(after[0])) {
			return tags, rest
		}
		tags = append(tags, after[:end])
		rest = strings.TrimLeftFunc(after[end:], unicode.IsSpace)
	}
}

// parseDate parses a date as spreadsheets, Readwise and Kindles in English write it. It
// returns the zero time for anything else.
func parseDate(s string) time.Time {
	for _, layout := range []string{
		time.RFC3339, "2006-01-02 15:04:05-07:00", time.DateTime, "2006-01-02 15:04", time.DateOnly,
		"Monday, January 2, 2006 3:04:05 PM", "Monday, 2 January 2006 15:04:05", "Monday, January 2, 2006, 3:04 PM",
	} {
		if t, err := time.Parse(layout, s); err == nil && isWritable(t.UTC()) {
			return t.UTC()
		}
	}
	return time.Time{}
}
