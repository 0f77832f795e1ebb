package reader

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/ui/effect"
	"galley/ui/keys"
)

// here is the annotation that keys act on: the one that the caret was sent to,
// else the innermost at the caret. Without one it says so.
func (r *Reader) here() (annotate.Annotation, bool) {
	if a, ok := r.mark(); ok {
		return a, true
	}
	t := r.env.Keys
	r.say(fmt.Sprintf("No annotation here: %s %s %s mark the sentence, %s goes to the next annotation.",
		t.Key(keys.Read, keys.TagClaim), t.Key(keys.Read, keys.TagQuote),
		t.Key(keys.Read, keys.TagOpinion), t.Key(keys.Read, keys.NextMark)))
	return annotate.Annotation{}, false
}

// edit replaces an annotation by what change makes of it.
func (r *Reader) edit(doing string, before annotate.Annotation, change func(*annotate.Annotation)) []effect.Effect {
	after := before.Clone()
	change(&after)
	if after.Equal(before) {
		return nil
	}
	after.Modified = r.env.Now().UTC()
	return r.commit(r.what(doing, before.Anchor.Span.Start), annotate.Edit(before, after))
}

// openCard asks for the card of the annotation here.
func (r *Reader) openCard(int) []effect.Effect {
	if _, ok := r.fold(r.caret); ok {
		return r.unfold()
	}
	a, ok := r.here()
	if !ok {
		return nil
	}
	return []effect.Effect{effect.EditCard{Annotation: a}}
}

// A Draft is the part of an annotation that a person types.
type Draft struct {
	Note   string
	Fields annotate.Fields
}

// Amended takes what a card was left with, as one step. Only what differs from
// what it was opened with is taken: the annotation may have been edited in
// another window meanwhile. A note that was changed in both is kept twice over.
func (r Reader) Amended(id string, opened, left Draft) (Reader, []effect.Effect) {
	r, fx := r.amended(id, opened, left)
	if fx != nil && !r.message.Error {
		t := r.env.Keys
		r.say(fmt.Sprintf("Card kept. %s undoes it, %s goes on.", t.Key(keys.Read, keys.Undo), t.Key(keys.Read, keys.SentNext)))
	}
	return r, fx
}

// Retyped is Amended for a card that is closed because the article has another
// text: it says nothing of what it keeps.
func (r Reader) Retyped(id string, opened, left Draft) (Reader, []effect.Effect) {
	return r.amended(id, opened, left)
}

func (r Reader) amended(id string, opened, left Draft) (Reader, []effect.Effect) {
	before, ok := r.set.Get(id)
	if !ok {
		if left.Note == opened.Note {
			return r, nil
		}
		r.warn("The annotation was deleted in another window; what you typed is on the clipboard.")
		return r, []effect.Effect{effect.Copy{Text: left.Note}}
	}
	fx := r.edit("note on "+string(before.Tag), before, func(a *annotate.Annotation) {
		a.Note = merged(a.Note, opened.Note, left.Note)
		for _, spec := range a.Tag.Spec().Fields {
			if is := left.Fields[spec.Name]; !slices.Equal(is, opened.Fields[spec.Name]) {
				a.Fields = a.Fields.With(spec.Name, is...)
			}
		}
	})
	return r, fx
}

// merged is a note after it was changed from opened to left here, and from
// opened to now elsewhere.
func merged(now, opened, left string) string {
	switch {
	case left == opened || left == now:
		return now
	case now == opened:
		return left
	}
	return now + "\n\n" + left
}

// startRetag waits for the key of the new tag.
func (r *Reader) startRetag() {
	a, ok := r.here()
	if !ok {
		return
	}
	r.await, r.current = awaitTag, a.ID
	t := r.env.Keys
	r.say(fmt.Sprintf("This %s becomes:  %s claim  %s quote  %s opinion  %s leaves it", a.Tag, t.Key(keys.Read, keys.TagClaim),
		t.Key(keys.Read, keys.TagQuote), t.Key(keys.Read, keys.TagOpinion), t.Key(keys.Read, keys.Back)))
}

// finishRetag changes the tag by the key that follows startRetag.
func (r *Reader) finishRetag(key string) []effect.Effect {
	tag, ok := r.tagOf(key)
	a, exists := r.set.Get(r.current)
	switch {
	case !ok || !exists:
		r.say("The tag is as it was.")
		return nil
	case a.Tag == tag || r.has(a.Anchor.Span, tag):
		r.say("This is already " + tag.WithArticle() + ".")
		return nil
	}
	fx := r.edit(fmt.Sprintf("%s made %s", a.Tag, tag.WithArticle()), a, func(a *annotate.Annotation) { a.Tag = tag })
	r.say(fmt.Sprintf("Now %s. %s undoes it.", tag.WithArticle(), r.env.Keys.Key(keys.Read, keys.Undo)))
	return fx
}

// startResize lets motions move the end of the annotation here.
func (r *Reader) startResize() {
	a, ok := r.here()
	if !ok {
		return
	}
	r.mode, r.sizing = keys.Resize, a.ID
	r.sel = annotate.SelectSpan(r.article.Text, a.Anchor.Span)
	r.caret = r.settle(r.sel.Head)
	r.current, r.goal = a.ID, -1
	r.follow()
}

// keepSize gives the annotation the words that are selected now.
func (r *Reader) keepSize() []effect.Effect {
	a, ok := r.set.Get(r.sizing)
	span, some := r.selected().Trim(r.article.Text)
	r.mode, r.sizing = keys.Read, ""
	switch {
	case !ok:
		r.warn("The annotation was deleted in another window.")
		return nil
	case !some:
		r.warn("Nothing but blanks was left: the annotation is as it was.")
		return nil
	case span != a.Anchor.Span && r.has(span, a.Tag):
		r.warn("These words are already " + a.Tag.WithArticle() + ": the annotation is as it was.")
		return nil
	}
	r.current = a.ID
	fx := r.edit("size of "+string(a.Tag), a, func(a *annotate.Annotation) {
		a.Anchor = anchor.Describe(r.article.Text, r.article.Digest, span)
	})
	if fx == nil {
		r.say("The annotation is as it was.")
		return nil
	}
	r.say("Resized. " + r.env.Keys.Key(keys.Read, keys.Undo) + " undoes it.")
	return fx
}

// delete removes the annotation here.
func (r *Reader) delete(int) []effect.Effect {
	if r.mode == keys.Place {
		return r.deletePlaced()
	}
	a, ok := r.here()
	if !ok {
		return nil
	}
	r.current = ""
	fx := r.commit(r.what("deletion of "+string(a.Tag), a.Anchor.Span.Start), annotate.Delete(a))
	r.say(fmt.Sprintf("%s deleted. %s brings it back.", a.Tag.Title(), r.env.Keys.Key(keys.Read, keys.Undo)))
	return fx
}
