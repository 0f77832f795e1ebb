package library

import (
	"slices"

	"galley/annotate"
	"galley/internal/origin"
	"galley/internal/wording"
)

// Show returns an article with its annotations, in text order, and saves nothing.
// It returns notices for the user even with an error. With a PartialError, damaged
// annotations are missing.
func (l *Library) Show(name string, opts ReadOptions) (s Snapshot, notices []string, err error) {
	m, err := l.find(name, opts)
	if err != nil {
		return Snapshot{}, nil, err
	}
	if m.Trashed() {
		return Snapshot{}, nil, trashError(m.Record)
	}
	if !m.Saved() {
		chapters, err := l.savedChapters(m)
		if err != nil {
			return Snapshot{}, nil, err
		}
		if slices.ContainsFunc(chapters, func(r Record) bool { return len(r.Counts) > 0 }) {
			notices = append(notices, "the annotations of its chapters are not shown; galley annotations "+wording.Quote(name)+" lists them")
		}
	}
	const changed = "this is the saved text"
	if m.Saved() {
		if s, err = l.Snapshot(m.Record.ID); s.Article != nil && s.Article.Text != "" {
			s.Annotations = slices.DeleteFunc(s.Annotations, annotate.Annotation.IsRejection)
			return s, append(notices, m.notices("", changed)...), err
		}
	}
	t, err := l.text(m)
	notices = append(notices, m.notices(t.remark, changed)...)
	if err != nil {
		return Snapshot{}, notices, err
	}
	s = Snapshot{Article: t.article, Record: m.Record}
	switch {
	case m.Saved():
		s.Annotations, _, err = l.store.Annotations(m.Record.ID)
		s.Annotations = l.visible(m.Record, s.Annotations)
		for i, n := range s.Annotations { // the text may be another one, read from the source
			s.Annotations[i] = n.On(t.article.Digest)
		}
	case m.content.source.Kind == annotate.FromSample:
		var step annotate.Step
		step, err = l.sampleStep(t.article)
		s.Annotations = createdAnnotations(step)
	}
	s.Annotations = annotate.NewSet(slices.DeleteFunc(s.Annotations, annotate.Annotation.IsRejection)).All()
	return s, notices, err
}

// Extract reads an article from its source and ignores the library.
func (l *Library) Extract(name string, opts ReadOptions) (a *annotate.Article, notices []string, err error) {
	if err := opts.Check(); err != nil {
		return nil, nil, err
	}
	c, err := l.load(name, opts)
	if err != nil {
		return nil, nil, err
	}
	r, err := c.read()
	if err != nil {
		return nil, nil, err
	}
	for _, note := range []string{r.article.Removed.String(), r.remark} {
		if note != "" {
			notices = append(notices, note)
		}
	}
	return r.article, notices, nil
}

// CheckReadable returns the error that opening an article would return. It does
// not check standard input and the web.
func (l *Library) CheckReadable(name string, opts ReadOptions) error {
	if name == "-" || origin.IsURL(name) {
		return nil
	}
	m, err := l.find(name, opts)
	if err == nil {
		_, err = l.text(m)
	}
	return err
}
