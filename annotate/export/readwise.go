package export

import (
	"strings"
	"time"
	"unicode"

	"galley/annotate"
)

// readwiseRow reads a row of Readwise's import template or export. It ignores the
// Location, which counts pages or words of another edition.
func (in *importer) readwiseRow(row csvCells) error {
	quote := in.opt.Clean(row.get("highlight"))
	if strings.TrimSpace(quote) == "" {
		return nil // an empty row
	}
	ref := ArticleRef{Title: in.line(row.get("title", "book_title")), Location: in.line(row.get("url"))}
	if ref.Location != "" {
		ref.Kind = annotate.FromURL
	}
	s, err := in.builder(ref)
	if err != nil {
		return err
	}
	labels, note := inlineTags(in.opt.Clean(row.get("note")))
	labels = append(labels, strings.FieldsFunc(row.get("tags"), func(r rune) bool { return r == ',' || r == ';' })...)
	n := annotate.Annotation{Note: note}
	if n.Anchor, err = s.anchor(in, quotation{exact: quote}); err != nil {
		return err
	}
	in.setTags(&n, labels)
	if date := strings.TrimSpace(row.get("date", "highlighted_at")); date != "" {
		if n.Created = parseDate(date); n.Created.IsZero() {
			in.loss.add(lostDate, 1)
		}
		n.Modified = n.Created
	}
	s.add(n)
	return nil
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

// parseDate parses a date as spreadsheets and Readwise write it. It returns the
// zero time for anything else.
func parseDate(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05-07:00", time.DateTime, "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil && isWritable(t.UTC()) {
			return t.UTC()
		}
	}
	return time.Time{}
}
