package export

import (
	"strings"
	"time"
	"unicode"

	"galley/annotate"
)

// highlight takes a row of Readwise: of its import template, or of its export.
// Its Location counts pages or words of another edition, so it is not asked.
func (in *intake) highlight(row csvCells) error {
	quote := in.opt.Clean(row.get("Highlight"))
	if strings.TrimSpace(quote) == "" {
		return nil // an empty row
	}
	about := ArticleRef{Title: in.line(row.get("Title", "Book Title")), Location: in.line(row.get("URL"))}
	if about.Location != "" {
		about.Kind = annotate.FromURL
	}
	s, err := in.shelf(about)
	if err != nil {
		return err
	}
	labels, note := inlineTags(in.opt.Clean(row.get("Note")))
	labels = append(labels, strings.FieldsFunc(row.get("Tags"), func(r rune) bool { return r == ',' || r == ';' })...)
	where, err := s.anchor(in, quotation{exact: quote})
	if err != nil {
		return err
	}
	n := annotate.Annotation{Anchor: where, Note: note}
	in.tagged(&n, labels)
	if date := strings.TrimSpace(row.get("Date", "Highlighted at")); date != "" {
		if n.Created = parseDate(date); n.Created.IsZero() {
			in.loss.add(lostDate, 1)
		}
		n.Modified = n.Created
	}
	s.put(n)
	return nil
}

var lostDate = LossKind{"date that cannot be read", "dates that cannot be read"}

// inlineTags takes the tags off the beginning of a note, where Readwise has
// people write them: ".claim .source the note".
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

// tagged gives an annotation the first of the labels that is a tag of
// Galley's, and keeps the others as a field.
func (in *intake) tagged(n *annotate.Annotation, labels []string) {
	var others []string
	for _, label := range labels {
		if tag, err := annotate.ParseTag(strings.ToLower(strings.TrimSpace(label))); err == nil && n.Tag == "" {
			n.Tag = tag
		} else if label = in.line(strings.TrimSpace(label)); label != "" {
			others = append(others, label)
		}
	}
	if n.Tag == "" {
		n.Tag, _ = in.tag("")
	}
	n.Fields = n.Fields.With(tagsField, strings.Join(others, ", "))
}

// tagsField holds what other programs tagged an annotation with.
const tagsField = "tags"

// parseDate reads the dates that spreadsheets and Readwise write; zero for
// what is none.
func parseDate(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05-07:00", time.DateTime, "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
