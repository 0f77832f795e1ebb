package reader

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
)

// An offer goes through other places where the same words stand, and asks for
// each whether it is to be marked too.
type offer struct {
	tag    annotate.Tag
	words  string
	places []annotate.Span
	at     int               // the place that is asked about
	taken  []annotate.Change // what was agreed to
}

// again marks the sentence here with the tag that was used last.
func (r *Reader) again(count int) []effect.Effect {
	if r.lastTag == "" {
		r.say("Nothing was marked yet, so there is no tag to repeat.")
		return nil
	}
	return r.tag(r.lastTag, count)
}

// others looks for the words of the selection, or of the annotation here, in
// other places. For a selection the next key says the tag.
func (r *Reader) others(int) []effect.Effect {
	if r.mode == keys.Select {
		r.await = awaitOthers
		t := r.env.Keys
		r.say(fmt.Sprintf("Mark these words wherever they stand: %s claim, %s quote, %s opinion?", t.Key(keys.Read, keys.TagClaim),
			t.Key(keys.Read, keys.TagQuote), t.Key(keys.Read, keys.TagOpinion)))
		return nil
	}
	if a, ok := r.here(); ok {
		r.startOffer(a.Tag, a.Anchor.Span.In(r.article.Text))
	}
	return nil
}

// finishOthers takes the tag for the words that are selected.
func (r *Reader) finishOthers(key string) []effect.Effect {
	tag, ok := r.tagOf(key)
	span, some := r.selected().Trim(r.article.Text)
	if !ok || !some {
		r.say("Nothing is marked.")
		return nil
	}
	r.mode = keys.Read
	r.startOffer(tag, span.In(r.article.Text))
	return nil
}

// startOffer asks about the first place, beginning after the caret.
func (r *Reader) startOffer(tag annotate.Tag, words string) {
	places, folded := r.unmarked(tag, words)
	if len(places) == 0 {
		rest := "."
		if folded > 0 {
			rest = fmt.Sprintf(" but in what is folded (%d×); %s shows that.", folded, r.env.Keys.Key(keys.Read, keys.ToggleFolds))
		}
		r.say(fmt.Sprintf("“%s” stands nowhere else unmarked%s", brief(words), rest))
		return
	}
	r.offer = offer{tag: tag, words: words, places: places}
	r.mode = keys.Offer
	r.askNext()
}

// unmarked are the places of these very words that do not bear the tag, and
// how many more there are in what is folded: nobody marks what cannot be seen.
func (r *Reader) unmarked(tag annotate.Tag, words string) (places []annotate.Span, folded int) {
	text := r.article.Text
	for off := 0; ; {
		at := strings.Index(text[off:], words)
		if at < 0 {
			return places, folded
		}
		span := annotate.Span{Start: off + at, End: off + at + len(words)}
		if off = span.End; !span.Fits(text) || !r.wholeWords(span) || r.has(span, tag) {
			continue
		}
		if _, hidden := r.fold(span.Start); hidden {
			folded++
			continue
		}
		places = append(places, span)
	}
}

// wholeWords reports whether a span cuts no word at its ends.
func (r *Reader) wholeWords(span annotate.Span) bool {
	for _, off := range []int{span.Start, r.last(span)} {
		if w, ok := r.word(off); ok && (w.Start < span.Start || w.End > span.End) {
			return false
		}
	}
	return true
}

// askNext shows the place that is asked about.
func (r *Reader) askNext() {
	o := r.offer
	r.showAt(o.places[o.at].Start)
	r.caret = r.settle(o.places[o.at].Start)
	r.moved()
	t := r.env.Keys
	r.say(fmt.Sprintf("%d of %d: mark “%s” as %s too? %s yes  %s leave it  %s all  %s ends", o.at+1, len(o.places), brief(o.words), o.tag.WithArticle(),
		t.Key(keys.Offer, keys.Yes), t.Key(keys.Offer, keys.No), t.Key(keys.Offer, keys.All), t.Key(keys.Offer, keys.Back)))
}

// brief is words short enough for a line of the screen.
func brief(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	for off := range words {
		if off > 40 {
			return words[:annotate.GraphemeAt(words, off)] + "…"
		}
	}
	return words
}

// decide takes the answer about one place, or about all that are left.
func decide(mark, all bool) handler {
	return func(r *Reader, _ int) []effect.Effect {
		for again := true; again; again = all && r.offer.at < len(r.offer.places) {
			if mark {
				created := annotate.Create(r.newAnnotation(r.offer.places[r.offer.at], r.offer.tag))
				r.offer.taken = append(r.offer.taken[:len(r.offer.taken):len(r.offer.taken)], created)
			}
			r.offer.at++
		}
		if r.offer.at < len(r.offer.places) {
			r.askNext()
			return nil
		}
		return r.endOffer()
	}
}

// endOffer makes one step of all that was agreed to.
func (r *Reader) endOffer() []effect.Effect {
	o := r.offer
	r.offer, r.mode = offer{}, keys.Read
	if len(o.taken) == 0 {
		r.say("Nothing more was marked.")
		return nil
	}
	r.lastTag = o.tag
	where, them := fmt.Sprintf("%d more places", len(o.taken)), "them all"
	if len(o.taken) == 1 {
		where, them = "1 more place", "it"
	}
	fx := r.commit(fmt.Sprintf("%s on “%s” in %s", o.tag, brief(o.words), where), o.taken...)
	r.say(fmt.Sprintf("Marked as %s in %s. %s undoes %s.", o.tag.WithArticle(), where, r.env.Keys.Key(keys.Read, keys.Undo), them))
	return fx
}
