package reader

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/ui/effect"
	"galley/ui/keys"
)

// tag marks the selection, or count sentences from the caret on.
func (r *Reader) tag(tag annotate.Tag, count int) []effect.Effect {
	spans := r.targets(max(count, 1))
	if r.mode == keys.Select {
		r.mode, r.grown = r.resting(), nil
	}
	if len(spans) == 0 {
		r.warn("Nothing to mark here: the selection is blank.")
		return nil
	}
	var changes []annotate.Change
	for _, span := range spans {
		if !r.has(span, tag) {
			changes = append(changes, annotate.Create(r.newAnnotation(span, tag)))
		}
	}
	if len(changes) == 0 {
		r.say("This is already " + tag.WithArticle() + ".")
		return nil
	}
	r.lastTag = tag
	doing := string(tag)
	if n := len(changes); n > 1 {
		doing = fmt.Sprintf("%d %ss", n, tag)
	}
	fx := r.commit(r.what(doing, spans[0].Start), changes...)
	r.say(r.marked(tag, len(changes)))
	return fx
}

// targets is what a tag key takes: the selection without white space at its
// ends, else the sentences from the caret on.
func (r *Reader) targets(count int) []annotate.Span {
	if r.mode == keys.Select {
		if span, ok := r.selected().Trim(r.article.Text); ok {
			return []annotate.Span{span}
		}
		return nil
	}
	span := r.sentence(r.caret)
	var spans []annotate.Span
	for ok := true; ok && count > 0; count-- {
		if trimmed, some := span.Trim(r.article.Text); some {
			spans = append(spans, trimmed)
		}
		span, ok = r.sentenceAfter(span)
	}
	return spans
}

// has reports whether these very words bear the tag already.
func (r *Reader) has(span annotate.Span, tag annotate.Tag) bool {
	for _, a := range r.set.Overlapping(span) {
		if a.Anchor.Span == span && a.Tag == tag {
			return true
		}
	}
	return false
}

func (r *Reader) newAnnotation(span annotate.Span, tag annotate.Tag) annotate.Annotation {
	now := r.env.Now().UTC()
	return annotate.Annotation{
		ID: r.env.NewID(), Article: r.article.ID, Tag: tag, Creator: r.env.Author, Created: now, Modified: now,
		Anchor: anchor.Describe(r.article.Text, r.article.Digest, span),
	}
}

// marked says what was marked and which keys help next. Who pressed q in order
// to quit learns how to.
func (r *Reader) marked(tag annotate.Tag, n int) string {
	t := r.env.Keys
	said := tag.Title() + " marked."
	if n > 1 {
		said = fmt.Sprintf("%d %s marked.", n, tag.Spec().Plural)
	}
	said += " " + t.Key(keys.Read, keys.Undo) + " undoes it, "
	on := ", " + t.Key(keys.Read, keys.SentNext) + " goes on."
	if tag == annotate.Quote {
		return said + t.Key(keys.Read, keys.Quit) + " quits. " + t.Key(keys.Read, keys.OpenCard) + " adds who said it" + on
	}
	return said + t.Key(keys.Read, keys.OpenCard) + " adds a note" + on
}

// what says what a step does, for the history: "claim in ¶7".
func (r *Reader) what(doing string, off int) string {
	if n := r.article.NumberAt(off); n > 0 {
		return fmt.Sprintf("%s in ¶%d", doing, n)
	}
	return fmt.Sprintf("%s in the %s", doing, r.article.Blocks[r.article.BlockAt(off)].Kind)
}

// nextMark goes to the next annotation in text order, or the one before, and
// says what it is. It goes round at the ends and says so.
func (r *Reader) nextMark(forward bool) {
	placed := r.set.Placed()
	if len(placed) == 0 {
		r.say("No annotations yet: " + r.env.Keys.Key(keys.Read, keys.TagClaim) + " marks the sentence here as a claim.")
		return
	}
	a, ok := r.beside(forward)
	around := ""
	if !ok {
		a, around = placed[0], "From the top: "
		if !forward {
			a, around = placed[len(placed)-1], "From the end: "
		}
	}
	r.jumpInto(a.Anchor.Span.Start)
	r.current = a.ID
	r.say(fmt.Sprintf("%s%s · %d of %d", around, summary(a), r.set.Rank(a.ID), len(placed)))
}

// beside is the annotation next to the current one, or to the caret.
func (r *Reader) beside(forward bool) (annotate.Annotation, bool) {
	switch {
	case r.current != "" && forward:
		return r.set.Next(r.current)
	case r.current != "":
		return r.set.Prev(r.current)
	case forward:
		return r.set.After(r.caret - 1)
	}
	return r.set.Before(r.caret)
}
