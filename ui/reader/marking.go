package reader

import (
	"fmt"
	"slices"
	"strings"

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
		r.say("This is already " + article(tag) + ".")
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
	said := title(tag) + " marked."
	if n > 1 {
		said = fmt.Sprintf("%d %ss marked.", n, tag)
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

// article is the tag with its article: "a claim", "an opinion".
func article(tag annotate.Tag) string {
	if tag == annotate.Opinion {
		return "an opinion"
	}
	return "a " + string(tag)
}

// title is the tag with a capital: "Claim".
func title(tag annotate.Tag) string { return tag.Letter() + string(tag[1:]) }

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
		for _, spec := range a.Tag.FieldSpecs() {
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
		r.say("This is already " + article(tag) + ".")
		return nil
	}
	fx := r.edit(fmt.Sprintf("%s made %s", a.Tag, article(tag)), a, func(a *annotate.Annotation) { a.Tag = tag })
	r.say(fmt.Sprintf("Now %s. %s undoes it.", article(tag), r.env.Keys.Key(keys.Read, keys.Undo)))
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
		r.warn("These words are already " + article(a.Tag) + ": the annotation is as it was.")
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
	r.say(fmt.Sprintf("%s deleted. %s brings it back.", title(a.Tag), r.env.Keys.Key(keys.Read, keys.Undo)))
	return fx
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

// summary is an annotation in one line: its heading and its note.
func summary(a annotate.Annotation) string {
	if note := strings.Join(strings.Fields(a.Note), " "); note != "" {
		return heading(a) + " · " + note
	}
	return heading(a)
}

// heading is what is known of an annotation but for its note: its tag, who is
// behind it, how it stands.
func heading(a annotate.Annotation) string {
	parts := []string{title(a.Tag)}
	switch a.Anchor.State {
	case annotate.Moved:
		parts[0] += " (moved)"
	case annotate.Changed:
		parts[0] += " (the words here were edited: does it still fit?)"
	}
	for _, part := range []string{a.Who(), a.Fields.Get(a.Tag.StatusField())} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// PlaceName says where an annotation stands, as people do.
func (r Reader) PlaceName(a annotate.Annotation) string {
	return r.what(title(a.Tag), a.Anchor.Span.Start)
}

// nameFields are the fields that hold who is behind words. Who speaks in one
// place claims in another, so they share their values.
var nameFields = [...]string{"claimant", "speaker", "holder"}

// KnownValues are the values that the fields of this article's annotations
// have, by field, so that a name typed once can be completed.
func (r Reader) KnownValues() map[string][]string {
	known, seen := map[string][]string{}, map[[2]string]bool{}
	add := func(name, value string) {
		if !seen[[2]string{name, value}] {
			seen[[2]string{name, value}] = true
			known[name] = append(known[name], value)
		}
	}
	for _, a := range r.set.All() {
		for name, values := range a.Fields {
			for _, v := range values {
				add(name, v)
			}
		}
	}
	for _, from := range nameFields {
		for _, to := range nameFields {
			for _, v := range known[from] {
				add(to, v)
			}
		}
	}
	return known
}
