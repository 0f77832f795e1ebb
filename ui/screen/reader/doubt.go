package reader

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/ui/effect"
	"galley/ui/keys"
)

// Placing is deciding where an annotation stands whose words were edited, fit
// in several places, or are gone since it was made.
type placing struct {
	id     string          // of the annotation, "" for none
	places []annotate.Span // to choose from; none for an orphan
	at     int             // the one that is shown
}

// shown is the place that is offered now.
func (p placing) shown() (annotate.Span, bool) {
	if p.at >= len(p.places) {
		return annotate.Span{}, false
	}
	return p.places[p.at], true
}

// doubts are the annotations whose place is to be decided: in text order, then
// those without a place.
func (r *Reader) doubts() (list []annotate.Annotation) {
	for _, a := range r.set.All() {
		if a.NeedsPlacing() {
			list = append(list, a)
		}
	}
	return list
}

// needLook counts annotations whose place is to be decided.
func needLook(n int) string {
	if n == 1 {
		return "1 annotation needs a place"
	}
	return fmt.Sprintf("%d annotations need a place", n)
}

// nextDoubt goes to the first annotation after that one whose place is to be
// decided, round the end; ok is false if there is none.
func (r *Reader) nextDoubt(after string) (ok bool) {
	list := r.doubts()
	if len(list) == 0 {
		return false
	}
	next := 0
	for i, a := range list {
		if a.ID == after {
			next = (i + 1) % len(list)
		}
	}
	r.startPlacing(list[next], len(list))
	return true
}

// startPlacing shows where an annotation may stand.
func (r *Reader) startPlacing(a annotate.Annotation, left int) {
	p := placing{id: a.ID}
	switch a.Anchor.State {
	case annotate.Changed:
		p.places = []annotate.Span{a.Anchor.Span}
	case annotate.Ambiguous:
		p.places = a.Anchor.Candidates
	}
	r.mode, r.placing = keys.Place, p
	r.showPlace()
	said := r.doubt(a)
	if left > 1 {
		said += fmt.Sprintf(" %d to place.", left)
	}
	r.say(said)
}

// showPlace sends the caret to the place that is offered.
func (r *Reader) showPlace() {
	if span, ok := r.placing.shown(); ok {
		r.jumpInto(span.Start)
	}
	r.current = r.placing.id
}

// doubt says what is not certain, and what settles it.
func (r *Reader) doubt(a annotate.Annotation) string {
	key := func(action keys.Action) string { return r.env.Keys.Key(keys.Place, action) }
	was := fmt.Sprintf("%s on “%s”", a.Tag.Title(), brief(a.Anchor.Exact))
	if v := verdict(a); v != "" {
		was = fmt.Sprintf("%s, %s, on “%s”", a.Tag.Title(), v, brief(a.Anchor.Exact))
	}
	switch len(r.placing.places) {
	case 0:
		return fmt.Sprintf("%s: these words are gone. %s selects where it belongs, %s keeps no place.",
			was, key(keys.StartSelect), key(keys.KeepOrphan))
	case 1:
		return fmt.Sprintf("%s: these words were edited. %s takes what stands here, %s selects others, %s keeps no place.",
			was, key(keys.Accept), key(keys.StartSelect), key(keys.KeepOrphan))
	}
	return fmt.Sprintf("%s: place %d of %d. %s takes it, %s shows the next, %s selects others, %s keeps no place.",
		was, r.placing.at+1, len(r.placing.places), key(keys.Accept), key(keys.NextPlace), key(keys.StartSelect), key(keys.KeepOrphan))
}

// verdict is how an annotation was found to stand, "" while it is open.
func verdict(a annotate.Annotation) string {
	if a.NeedsChecking() {
		return ""
	}
	return a.Status()
}

// resting is the mode that others end in.
func (r *Reader) resting() keys.Mode {
	if r.placing.id != "" {
		return keys.Place
	}
	return keys.Read
}

// nextPlace shows the next place that the annotation may have.
func (r *Reader) nextPlace() {
	a, ok := r.set.Get(r.placing.id)
	if !ok || len(r.placing.places) < 2 {
		r.say("There is no other place to show.")
		return
	}
	r.placing.at = (r.placing.at + 1) % len(r.placing.places)
	r.showPlace()
	r.say(r.doubt(a))
}

// acceptPlace takes the place that is offered, or the words that are selected.
func (r *Reader) acceptPlace() []effect.Effect {
	span, ok := r.placing.shown()
	if r.mode == keys.Select {
		span, ok = r.selected().Trim(r.article.Text)
	}
	if !ok {
		r.warn(fmt.Sprintf("There are no words to take: %s selects some.", r.env.Keys.Key(keys.Place, keys.StartSelect)))
		return nil
	}
	said := "Placed."
	if a, found := r.set.Get(r.placing.id); found && verdict(a) != "" && a.Anchor.Exact != span.In(r.article.Text) {
		said = fmt.Sprintf("Placed, still %s: that was said of other words.", verdict(a))
	}
	return r.settlePlace("place of %s", span.Start, func(a *annotate.Annotation) {
		a.Anchor = anchor.Describe(r.article.Text, r.article.Digest, span)
	}, said)
}

// keepOrphan keeps an annotation without a place: nobody is asked again.
func (r *Reader) keepOrphan(int) []effect.Effect {
	return r.settlePlace("keeping of %s without a place", r.caret, func(a *annotate.Annotation) {
		a.Anchor.State, a.Anchor.Reason, a.Anchor.Candidates, a.Anchor.Score = annotate.Orphan, annotate.KeptOrphan, nil, 0
	}, "Kept without a place.")
}

// settlePlace changes the annotation that is being placed and goes on to the
// next.
func (r *Reader) settlePlace(doing string, off int, change func(*annotate.Annotation), said string) []effect.Effect {
	a, ok := r.set.Get(r.placing.id)
	r.mode, r.placing, r.grown = keys.Read, placing{}, nil
	if !ok {
		r.warn("The annotation was deleted in another window.")
		return nil
	}
	after := a.Clone()
	change(&after)
	after.Modified = r.env.Now().UTC()
	fx := r.commit(r.what(fmt.Sprintf(doing, a.Tag), off), annotate.Edit(a, after))
	said += " " + r.env.Keys.Key(keys.Read, keys.Undo) + " undoes it."
	if r.nextDoubt(a.ID) {
		r.say(said + " " + r.message.Text)
		return fx
	}
	r.current = a.ID
	r.say(said + " Every annotation has its place.")
	return fx
}

// showMade asks for the text that the annotation was made on.
func (r *Reader) showMade() []effect.Effect {
	a, ok := r.set.Get(r.placing.id)
	if !ok {
		return nil
	}
	return []effect.Effect{effect.ShowMade{Annotation: a}}
}

// deletePlaced deletes the annotation that is being placed.
func (r *Reader) deletePlaced() []effect.Effect {
	a, ok := r.set.Get(r.placing.id)
	r.mode, r.placing, r.current = keys.Read, placing{}, ""
	if !ok {
		return nil
	}
	fx := r.commit(r.what("deletion of "+string(a.Tag), r.caret), annotate.Delete(a))
	r.say(strings.TrimSpace(fmt.Sprintf("%s deleted. %s brings it back.", a.Tag.Title(), r.env.Keys.Key(keys.Read, keys.Undo))))
	return fx
}
