package library

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/suggest"
	"galley/storage"
)

// Suggestions are what an article suggests to annotate.
type Suggestions struct {
	Article *annotate.Article
	List    []suggest.Suggestion
	Notices []string
}

// Suggest returns what an article suggests, and saves nothing.
func (l *Library) Suggest(name string, opts ReadOptions, what suggest.Options) (Suggestions, error) {
	s, notices, err := l.Show(name, opts)
	if s.Article == nil {
		return Suggestions{Notices: notices}, err
	}
	r := suggest.With(s.Article, annotate.NewSet(s.Annotations), what)
	if notice := r.Notice(); notice != "" {
		notices = append(notices, notice)
	}
	return Suggestions{s.Article, unrefused(s.Article, r.Suggestions, s.Record.Refused), notices}, err
}

// Accept annotates an article with the suggestions that match, as one step, and returns the
// annotations.
func (l *Library) Accept(name string, opts ReadOptions, match func(suggest.Suggestion) bool) (made []annotate.Annotation, notices []string, err error) {
	m, err := l.find(name, opts)
	if err == nil {
		err = m.refuseBook()
	}
	if err != nil {
		return nil, nil, err
	}
	t, err := l.text(m)
	if err != nil {
		return nil, nil, err
	}
	record, err := l.keep(m, t)
	if err != nil {
		return nil, nil, err
	}
	a := withID(t.article, record.ID)
	list, _, err := l.store.Annotations(a.ID)
	if err := withoutPartial(err); err != nil {
		return nil, nil, err
	}
	notices = m.notices(t.remark, "the saved text was annotated")
	accepted := unrefused(a, suggest.Suggest(a, annotate.NewSet(l.visible(record, list))).Suggestions, record.Refused)
	accepted = slices.DeleteFunc(accepted, func(s suggest.Suggestion) bool { return !match(s) })
	if len(accepted) == 0 {
		return nil, notices, nil
	}
	step := l.step(fmt.Sprintf("accept %s", annotate.Plural(len(accepted), "suggestion")))
	for _, offer := range suggest.Offers(accepted, a.Text) {
		made = append(made, offer.Annotate(func(span annotate.Span, tag annotate.Tag) annotate.Annotation {
			return annotate.Annotation{
				ID: l.options.NewID(), Article: a.ID, Tag: tag, Anchor: anchor.Describe(a.Text, a.Digest, span),
				Creator: step.Creator, Created: step.Time, Modified: step.Time,
			}
		})...)
	}
	for _, n := range made {
		step.Changes = append(step.Changes, annotate.Create(n))
	}
	_, err = l.store.Commit(a.ID, step)
	return made, notices, err
}

// FirstUse reports whether the user uses a feature for the first time with this library.
func (b base) FirstUse(feature string) bool {
	return storage.FirstUse(b.options.Path, feature, b.options.Author())
}

// unrefused returns the suggestions that the user has not refused in the reader, by the
// keys of those that were.
func unrefused(a *annotate.Article, list []suggest.Suggestion, refused []string) (rest []suggest.Suggestion) {
	for _, o := range suggest.Offers(list, a.Text) {
		if !slices.Contains(refused, o.Key) {
			rest = append(rest, o.Parts...)
		}
	}
	slices.SortStableFunc(rest, func(a, b suggest.Suggestion) int { return a.Span.Start - b.Span.Start })
	return rest
}
