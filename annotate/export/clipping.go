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
	chapters          []string          // of a book, from the outermost; each may be an article
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

// pageLocation returns the location of a page with a number or label, or "" for none.
func pageLocation(label string) string {
	if label == "" {
		return ""
	}
	return "page " + label
}

// clip adds the annotation that a clipping describes: to the first of the article and the
// chapters that has its words, or words like them, or else to the first that is found.
func (in *importer) clip(c clipping) error {
	place, err := c.find(in)
	if err != nil {
		return err
	}
	n := in.clipped(c)
	n.Anchor = place.anchor
	place.builder.ref = place.ref
	place.builder.add(n)
	return nil
}

// A clippingPlace is where a clipping is in an article.
type clippingPlace struct {
	builder *bundleBuilder
	ref     *reference
	anchor  annotate.Anchor
}

// find finds the words in the article of a clipping or in its chapters. If none has them,
// it looks for one by the words.
func (c clipping) find(in *importer) (place clippingPlace, err error) {
	refs := []ArticleRef{c.ref}
	for _, chapter := range slices.Backward(c.chapters) {
		refs = append(refs, ArticleRef{Title: in.line(chapter)})
	}
	for _, ref := range refs {
		s, err := in.builder(ref)
		if err == nil && s != place.builder {
			err = place.improve(s, in, c.words)
			if err != nil || place.anchor.State.Certain() {
				return place, err
			}
		}
	}
	if place.anchor.State.Placed() && place.builder != nil {
		return place, nil
	}
	missing := refs[0]
	if len(refs) > 1 {
		missing.Title = strings.Join(nonEmpty(missing.Title, refs[1].Title), ", ")
	}
	s, err := in.builderOf(missing, c.words.exact)
	switch {
	case err == nil:
		err = place.improve(s, in, c.words)
	case place.builder != nil:
		err = nil
	}
	return place, err
}

// improve changes the place to that in the article of s if it is better.
func (p *clippingPlace) improve(s *bundleBuilder, in *importer, words quotation) error {
	s.isCandidate = s.isCandidate || len(s.bundle.Annotations) == 0
	k, err := s.anchor(in, words)
	if err == nil && (p.builder == nil || k.State.Certain() || k.State.Placed() && !p.anchor.State.Placed()) {
		*p = clippingPlace{s, s.ref, k}
	}
	return err
}

// clipped returns the annotation that a clipping describes, without its place. A label
// such as "speaker: Ada Lund" is a field.
func (in *importer) clipped(c clipping) annotate.Annotation {
	n := annotate.Annotation{Note: in.opt.Clean(c.note), Creator: in.line(c.creator), Created: c.created, Modified: c.modified}
	if n.Modified.IsZero() {
		n.Modified = n.Created
	}
	n.Fields = n.Fields.With(chapterField, in.line(strings.Join(c.chapters, " › ")))
	for name, value := range c.fields {
		n.Fields = n.Fields.With(name, in.line(value))
	}
	var labels, tags []string
	for _, label := range c.labels {
		switch name, value, ok := cutField(in.line(label)); {
		case ok && name == tagsField:
			tags = append(tags, value)
		case ok && c.isOurs && name == labelsField:
			n = n.WithLabels(value)
		case ok && (c.isOurs || slices.Contains(fieldNames(), name)):
			addValue(&n, name, value)
		default:
			labels = append(labels, label)
		}
	}
	if c.isOurs {
		labeled := n
		in.setLabels(&labeled, labels)
		n = labeled
	} else {
		tags = append(labels, tags...)
	}
	in.setTags(&n, tags)
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
