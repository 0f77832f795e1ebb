package library

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/suggest"
)

// Suggestions are what an article suggests to annotate.
type Suggestions struct {
	Article *annotate.Article
	List    []suggest.Suggestion
	Notices []string
}

// Suggest returns what an article suggests, and saves nothing.
func (l *Library) Suggest(name string, opts ReadOptions) (Suggestions, error) {
	s, notices, err := l.Show(name, opts)
	if s.Article == nil {
		return Suggestions{Notices: notices}, err
	}
	r := suggest.Suggest(s.Article, annotate.NewSet(s.Annotations))
	if !r.English {
		notices = append(notices, "the text is not in English: quotations are found by their marks, without speakers")
	}
	return Suggestions{s.Article, r.Suggestions, notices}, err
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
	accepted := slices.DeleteFunc(suggest.Suggest(a, annotate.NewSet(list)).Suggestions, func(s suggest.Suggestion) bool { return !match(s) })
	if len(accepted) == 0 {
		return nil, notices, nil
	}
	step := l.step(fmt.Sprintf("accept %s", annotate.Plural(len(accepted), "suggestion")))
	for i, s := range accepted {
		n := annotate.Annotation{
			ID: l.options.NewID(), Article: a.ID, Tag: s.Tag, Fields: s.Fields, Suggested: s.Suggested(), Anchor: anchor.Describe(a.Text, a.Digest, s.Span),
			Creator: step.Creator, Created: step.Time, Modified: step.Time,
		}
		if s.Continues && i > 0 {
			n.Fields = nil // the first part has them
			n = n.WithLink(annotate.Relation{Kind: annotate.Continues, To: made[i-1].ID})
		}
		made = append(made, n)
		step.Changes = append(step.Changes, annotate.Create(n))
	}
	_, err = l.store.Commit(a.ID, step)
	return made, notices, err
}
