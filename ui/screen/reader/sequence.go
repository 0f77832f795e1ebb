package reader

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
)

// A sequence offers to tag the other occurrences of the same words, one by
// one.
type sequence struct {
	tag    annotate.Tag
	labels []string
	who    annotate.Fields // whose words they are, which the new annotations take along
	words  string
	places []annotate.Span
	at     int               // index of the place that is asked about
	tagged []annotate.Change // for the accepted places
}

// place returns the place that is asked about.
func (q *sequence) place() annotate.Span { return q.places[q.at] }

// start asks about the first place. Whose words they are is taken from an annotation
// with the tag on span, if there is one.
func (q *sequence) start(s *state, tag annotate.Tag, span annotate.Span) {
	words := span.In(s.body.Text)
	next := sequence{tag: tag, labels: s.waiting, words: words, who: s.whoOf(span, tag)}
	folded := next.find(s)
	if len(next.places) == 0 {
		rest := "."
		if folded > 0 {
			rest = fmt.Sprintf(" except in folded blocks (%d×); %s unfolds them.", folded, s.key(keys.ToggleFolds))
		}
		s.say("No other untagged occurrence of “%s”%s", brief(words), rest)
		return
	}
	*q = next
	s.enter(keys.Offer)
	q.ask(s)
}

// find finds the occurrences of exactly these words without the tag. It returns
// how many more are in folds, which are not offered.
func (q *sequence) find(s *state) (folded int) {
	b := &s.body
	for off := 0; ; {
		at := strings.Index(b.Text[off:], q.words)
		if at < 0 {
			return folded
		}
		span := annotate.Span{Start: off + at, End: off + at + len(q.words)}
		if off = span.End; !span.Fits(b.Text) || !b.wholeWords(span) || s.has(span, q.tag) {
			continue
		}
		if _, hidden := b.fold(span.Start); hidden {
			folded++
			continue
		}
		q.places = append(q.places, span)
	}
}

// ask shows the place and asks about it.
func (q *sequence) ask(s *state) {
	s.body.jumpInto(q.place().Start)
	key := func(action keys.Action) string { return s.env.Keys.Key(keys.Offer, action) }
	s.say("%d of %d: tag “%s” as %s too? %s yes  %s no  %s all  %s ends", q.at+1, len(q.places), brief(q.words),
		q.tag.WithArticle(), key(keys.Yes), key(keys.No), key(keys.All), key(keys.Back))
}

// answer takes the answer about the place, or about all that are left.
func (q *sequence) answer(s *state, t *tagger, answer keys.Action) {
	switch answer {
	case keys.Yes:
		q.tagPlace(s)
	case keys.All:
		for q.at < len(q.places) {
			q.tagPlace(s)
		}
	default:
		q.at++
	}
	if q.at < len(q.places) {
		q.ask(s)
		return
	}
	q.end(s, t)
}

// tagPlace accepts the place and goes to the next.
func (q *sequence) tagPlace(s *state) {
	a := s.newAnnotation(q.place(), q.tag).WithLabels(q.labels...)
	a.Fields = q.who.Clone()
	q.tagged = append(q.tagged[:len(q.tagged):len(q.tagged)], annotate.Create(a))
	q.at++
}

// end commits the accepted occurrences as one step.
func (q *sequence) end(s *state, t *tagger) {
	ended := *q
	*q = sequence{}
	s.enter(keys.Read)
	if len(ended.tagged) == 0 {
		s.say("Nothing more was tagged.")
		return
	}
	t.last = ended.tag
	where, them := fmt.Sprintf("%d more places", len(ended.tagged)), "them all"
	if len(ended.tagged) == 1 {
		where, them = "1 more place", "it"
	}
	s.commit(fmt.Sprintf("%s on “%s” in %s", ended.tag, brief(ended.words), where), ended.tagged...)
	s.say("Tagged as %s in %s. %s undoes %s.", ended.tag.WithArticle(), where, s.key(keys.Undo), them)
}
