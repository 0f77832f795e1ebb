package reader

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/suggest"
	"galley/ui/keys"
	"galley/ui/kit"
)

// take annotates the article with the suggestion, and goes on.
func (w *walk) take(s *state) {
	o, ok := w.asked(s)
	if !ok || !w.commit(s, o) {
		return
	}
	w.goOn(s, fmt.Sprintf("%s taken", o.First().Tag.Title()))
}

// takeAndOpen annotates the article with the suggestion, and opens the card.
func (w *walk) takeAndOpen(s *state) {
	o, ok := w.asked(s)
	if !ok || !w.commit(s, o, seen) {
		return
	}
	if a, found := s.find(o.First().Span, o.First().Tag); found {
		s.body.caret.target = a.ID
		s.env.Outbox.Post(kit.EditCardMsg{Annotation: a})
	}
}

// seen records that the card of an annotation was opened.
func seen(a *annotate.Annotation) { a.Seen = true }

// see records that the card of an annotation that was suggested was opened.
func see(s *state, id string) {
	if a, ok := s.set.Get(id); ok && a.Suggested != "" && !a.Seen {
		opened := a.Clone()
		seen(&opened)
		s.commitEdits("look at "+string(a.Tag), opened)
	}
}

// commit creates the annotations of an offer, as one step.
func (w *walk) commit(s *state, o suggest.Offer, change ...func(*annotate.Annotation)) bool {
	ok := s.commit(s.body.withPlace("suggested "+string(o.First().Tag), o.First().Span), creations(s, o, change...)...)
	if ok {
		w.answers = append(slices.Clone(w.answers), "")
	}
	return ok
}

// creations returns the changes that create the annotations of an offer.
func creations(s *state, o suggest.Offer, change ...func(*annotate.Annotation)) (list []annotate.Change) {
	for _, a := range o.Annotate(s.newAnnotation) {
		for _, do := range change {
			do(&a)
		}
		list = append(list, annotate.Create(a))
	}
	return list
}

// refuse remembers that the suggestion is refused, and goes on.
func (w *walk) refuse(s *state) {
	if o, ok := w.asked(s); ok {
		w.setRefused(s, map[string]bool{o.Key: true})
		w.answers = append(slices.Clone(w.answers), o.Key)
		w.goOn(s, "Refused")
	}
}

// setRefused records what is refused and what no longer.
func (w *walk) setRefused(s *state, refusals map[string]bool) {
	w.refused, w.version = maps.Clone(w.refused), -1
	maps.Copy(w.refused, refusals)
	s.env.Library.SaveRefusals(s.body.ID, refusals)
}

// goOn asks about the next suggestion after an answer.
func (w *walk) goOn(s *state, did string) {
	w.refresh(s)
	s.say("%s, %s undoes it.", did, s.env.Keys.Key(keys.Suggest, keys.Undo))
	if len(w.open) == 0 {
		w.sayDone(s)
		return
	}
	i := w.from(w.current.Start)
	if w.open[i].First().Span.Start < w.current.Start {
		s.say("%s From the top.", s.message.Text)
	}
	w.goTo(s, i)
}

// sayDone says that no suggestion is left. The mode stays, so that the last answer can
// be undone.
func (w *walk) sayDone(s *state) {
	if w.search == searched {
		s.say("%s", strings.TrimSpace(s.message.Text+" Nothing is left."))
	}
}

// askAll asks whether to take all that are certain.
func (w *walk) askAll(s *state, p *prompt) {
	certain := slices.DeleteFunc(slices.Clone(w.open), func(o suggest.Offer) bool { return o.First().Tier != suggest.Certain })
	if len(certain) == 0 {
		s.say("No suggestion that is left is certain.")
		return
	}
	s.say("Take all that are certain: %s? %s takes them, any other key cancels.", countTags(certain, ""), s.env.Keys.Key(keys.Suggest, keys.Yes))
	*p = func(r *Reader, key string) {
		if r.env.Keys.Action(keys.Suggest, key) != keys.Yes {
			r.say("Canceled.")
			return
		}
		r.walk.takeAll(&r.state, certain)
	}
}

// takeAll annotates the article with suggestions, as one step.
func (w *walk) takeAll(s *state, certain []suggest.Offer) {
	var changes []annotate.Change
	for _, o := range certain {
		if rest, ok := o.Without(s.set); ok { // not annotated in another window since
			changes = append(changes, creations(s, rest)...)
		}
	}
	if what := countTags(certain, "suggested "); len(changes) > 0 && s.commit(what, changes...) {
		w.answers = append(slices.Clone(w.answers), "")
		w.goOn(s, "Taken: "+countTags(certain, ""))
	}
}

// undo undoes the last answer.
func (w *walk) undo(s *state) {
	last := len(w.answers) - 1
	if last >= 0 && w.answers[last] != "" {
		key := w.answers[last]
		w.setRefused(s, map[string]bool{key: false})
		w.refresh(s)
		if i := slices.IndexFunc(w.open, func(o suggest.Offer) bool { return o.Key == key }); i >= 0 {
			w.goTo(s, i)
		}
		s.say("No longer refused.")
	} else {
		undo.run(s, 1)
		s.enter(keys.Suggest)
		w.refresh(s)
		if i := w.from(s.body.caret.off); len(w.open) > 0 && s.body.cluster(w.open[i].First().Span.Start) == s.body.caret.off {
			w.goTo(s, i)
		}
	}
	w.answers = w.answers[:max(last, 0)]
}
