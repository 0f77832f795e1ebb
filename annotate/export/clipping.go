package export

import (
	"slices"
	"strings"
	"time"

	"galley/annotate"
)

// A clipping is what a program for readers keeps about words that were marked.
type clipping struct {
	ref               ArticleRef
	words             quotation
	note, creator     string
	labels            []string          // tags of that program
	fields            map[string]string // kept as fields; empty values are left out
	created, modified time.Time
	isOurs            bool // labels may be fields of any name
}

// Fields for what other programs keep about a clipping.
const (
	colorField    = "color"    // of the highlight
	locationField = "location" // in another edition: a page, a place in a book
	chapterField  = "chapter"
)

// clip adds the annotation that a clipping describes.
func (in *importer) clip(c clipping) error {
	s, err := in.builderOf(c.ref, c.words.exact)
	if err != nil {
		return err
	}
	n := in.clipped(c)
	if n.Anchor, err = s.anchor(in, c.words); err != nil {
		return err
	}
	s.add(n)
	return nil
}

// clipped returns the annotation that a clipping describes, without its place. A label
// such as "speaker: Ada Lund" is a field.
func (in *importer) clipped(c clipping) annotate.Annotation {
	n := annotate.Annotation{Note: in.opt.Clean(c.note), Creator: in.line(c.creator), Created: c.created, Modified: c.modified}
	if n.Modified.IsZero() {
		n.Modified = n.Created
	}
	for name, value := range c.fields {
		n.Fields = n.Fields.With(name, in.line(value))
	}
	var labels []string
	for _, label := range c.labels {
		switch name, value, ok := cutField(in.line(label)); {
		case ok && c.isOurs && name == tagsField:
			labels = append(labels, value)
		case ok && (c.isOurs || slices.Contains(fieldNames(), name)):
			addValue(&n, name, value)
		default:
			labels = append(labels, label)
		}
	}
	in.setTags(&n, labels)
	return n
}

// readEntry reads the next entry of a file, which is left out if its article is not found.
func (in *importer) readEntry(unit string, read func() error) error {
	in.entry = Entry{unit, in.entry.Number + 1}
	return in.leaveOut(in.entry, read())
}

// date reads a date as parseDate does. It counts those that cannot be read.
func (in *importer) date(s string) time.Time {
	s = strings.TrimSpace(s)
	t := parseDate(s)
	if s != "" && t.IsZero() {
		in.loss.add(lostDate, 1)
	}
	return t
}
