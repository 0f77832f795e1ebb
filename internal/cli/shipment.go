package cli

import (
	"iter"
	"slices"

	"galley/annotate"
	"galley/annotate/export"
	"galley/storage"
)

// A shipment is the articles that leave. They are read one by one when they are
// written, each in a transaction of its own: a library may be larger than the
// memory, and nobody who saves meanwhile has to wait. All of them were read
// once before, by survey, so that what cannot be read stops an export before
// its first byte.
type shipment struct {
	store   *storage.Store
	records []storage.Record
	wanted  func(annotate.Annotation) bool
	marks   int            // annotations that leave
	only    *export.Bundle // of the one article, nil if there are several
}

// survey reads everything that is to leave, and keeps what leads to it. With
// all, articles without a wanted annotation leave too.
func (p *program) survey(records []storage.Record, wanted func(annotate.Annotation) bool, all, strict bool) (*shipment, error) {
	s := &shipment{store: p.store(), wanted: wanted}
	for _, r := range records {
		b, err := s.read(r, p.readable)
		if err != nil {
			return nil, err
		}
		if len(b.Annotations) == 0 && !all {
			continue
		}
		if err := certain(b); strict && err != nil {
			return nil, err
		}
		s.records, s.marks, s.only = append(s.records, r), s.marks+len(b.Annotations), &b
	}
	if len(s.records) != 1 {
		s.only = nil
	}
	if strict && p.partial {
		return nil, failure("parts of the library are damaged; nothing was written; run galley doctor")
	}
	return s, nil
}

// read reads an article with its wanted annotations, in text order. tolerate
// decides on an error of the annotations.
func (s *shipment) read(r storage.Record, tolerate func(error) error) (export.Bundle, error) {
	m, err := s.store.Snapshot(r.ID)
	if err := tolerate(err); err != nil {
		return export.Bundle{}, err
	}
	items := slices.DeleteFunc(m.Annotations, func(n annotate.Annotation) bool { return !s.wanted(n) })
	return export.Bundle{Article: m.Article, Words: m.Record.Words, Annotations: annotate.NewSet(items).All()}, nil
}

// each yields the articles one by one. What damage leaves out was told by
// survey.
func (s *shipment) each() iter.Seq2[export.Bundle, error] {
	if s.only != nil {
		return export.All(*s.only)
	}
	return func(yield func(export.Bundle, error) bool) {
		for _, r := range s.records {
			if b, err := s.read(r, leaveOut); !yield(b, err) || err != nil {
				return
			}
		}
	}
}

// certain refuses a guess.
func certain(b export.Bundle) error {
	for _, n := range b.Annotations {
		if s := n.Anchor.State; !s.Certain() {
			return failure("annotation %s in %s is %s; nothing was written; place it in the reader or leave --strict out",
				n.ID, quoted(b.Article.Name()), s)
		}
	}
	return nil
}
