package library

import (
	"cmp"
	"fmt"

	"galley/annotate"
	"galley/annotate/voice"
	"galley/internal/wording"
)

// A RenameRequest asks for another name for a person in saved articles.
type RenameRequest struct {
	Articles []Record
	From, To string
}

// A RenameResult says what a RenameRequest changed.
type RenameResult struct{ Annotations, Articles int }

// Run carries out the request, in each article as one step. Unless an annotation has the
// name, it is an error. With a PartialError, annotations that could be read are renamed.
func (q RenameRequest) Run(l *Library) (r RenameResult, err error) {
	from, to := voice.Clean(q.From), voice.Clean(q.To)
	if from == "" || to == "" || from == to {
		return r, Usagef("a name is merged into another: give two names, such as “Lund=Ada Lund”")
	}
	var partial error
	for _, article := range q.Articles {
		annotations, _, err := l.store.Annotations(article.ID)
		if withoutPartial(err) != nil {
			return r, err
		}
		partial = cmp.Or(partial, err)
		changes := voice.Rename(annotations, from, to, l.options.Now().UTC())
		if len(changes) == 0 {
			continue
		}
		what := fmt.Sprintf("rename of %s to %s in %s", from, to, annotate.Plural(len(changes), "annotation"))
		if _, err := l.commit(article.ID, l.step(what, changes...)); err != nil {
			if r.Articles > 0 {
				err = fmt.Errorf("%w; the name was already changed in %s", err, annotate.Plural(r.Articles, "article"))
			}
			return r, err
		}
		r.Annotations, r.Articles = r.Annotations+len(changes), r.Articles+1
	}
	if r.Annotations == 0 {
		return r, cmp.Or(partial, fmt.Errorf("no annotation names %s; nothing was changed; galley voices lists the names", wording.Quote(from)))
	}
	return r, partial
}
