package reader

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/kit"
)

// DraftOf returns what is typed in a card as the change of a draft; ok is false if
// the annotation was deleted.
func (n annotations) DraftOf(typed kit.CardMsg) (change annotate.Change, ok bool) {
	before, ok := n.set.Get(typed.Annotation)
	after := before
	before.Note, before.Fields = typed.Opened.Note, typed.Opened.Fields
	after.Note, after.Fields = typed.Left.Note, typed.Left.Fields
	if typed.Left.Reply != "" {
		after = after.Clone()
		after.Replies = append(after.Replies, annotate.Reply{Note: typed.Left.Reply})
	}
	return annotate.Edit(before, after), ok
}

// drafts holds the drafts that were not typed in this window, until the user has
// decided about them.
type drafts []*library.Draft

// A draft is the first of the drafts.
type draft struct {
	id           string
	annotation   annotate.Annotation // as it is now or, if it does not exist, as the draft has it
	exists       bool
	opened, left kit.Draft
}

// first returns the first of the drafts.
func (d drafts) first(s *state) draft {
	change := d[0].Step().Changes[0]
	first := draft{id: d[0].ID}
	first.opened, first.left = typedIn(change)
	if first.annotation, first.exists = s.set.Get(change.ID()); !first.exists {
		first.annotation = *change.Before
	}
	since := first.annotation.Replies[min(len(change.Before.Replies), len(first.annotation.Replies)):]
	if slices.ContainsFunc(since, func(r annotate.Reply) bool { return r.Note == first.left.Reply }) {
		first.left.Reply = "" // saved before Galley ended
	}
	return first
}

// typedIn returns the contents of the card before and after a change.
func typedIn(c annotate.Change) (opened, left kit.Draft) {
	opened, left = contents(*c.Before), contents(*c.After)
	if n := len(c.After.Replies); n > len(c.Before.Replies) {
		left.Reply = c.After.Replies[n-1].Note
	}
	return opened, left
}

// contents returns the contents of an annotation's card.
func contents(a annotate.Annotation) kit.Draft { return kit.Draft{Note: a.Note, Fields: a.Fields} }

// fits reports whether an annotation that does not exist has a place in the text.
func (d draft) fits(a *annotate.Article) bool {
	k := d.annotation.Anchor
	_, err := annotate.ParseTag(string(d.annotation.Tag))
	return err == nil && k.TextDigest == a.Digest && k.Span.Fits(a.Text) && k.Span.In(a.Text) == k.Exact
}

// merged returns the contents of the card with the draft.
func (d draft) merged() kit.Draft { return mergeCards(d.annotation, d.opened, d.left) }

// words returns what was typed: as a reply or in the note or, if the note is unchanged, in a
// field. It returns "" if text was deleted.
func (d draft) words() string {
	if d.left.Reply != "" {
		return d.left.Reply
	}
	if d.left.Note != d.opened.Note {
		return strings.TrimPrefix(d.left.Note, d.opened.Note)
	}
	for _, name := range slices.Sorted(maps.Keys(d.left.Fields)) {
		if values := d.left.Fields[name]; len(values) > 0 && !slices.Equal(values, d.opened.Fields[name]) {
			return values[len(values)-1]
		}
	}
	return ""
}

// ask asks what to do with the first of the drafts. One whose text is in its
// annotation is dropped.
func (d *drafts) ask(s *state, p *prompt) {
	if len(*d) == 0 {
		return
	}
	first, typed := d.first(s), (*d)[0].Step().Time
	a, now := first.annotation, s.env.Now()
	if first.exists && first.merged().Equal(contents(a)) {
		d.drop(s)
		d.ask(s, p)
		return
	}
	card, yes := string(a.Tag), "y opens the card with this text"
	switch {
	case first.exists && !first.opened.Equal(contents(a)):
		yes = fmt.Sprintf("The %s has changed since: y opens the card with both texts", a.Tag)
	case !first.exists && first.fits(s.body.Article):
		yes = fmt.Sprintf("The %s is not in the library: y marks it again and opens the card with this text", a.Tag)
	case !first.exists:
		card, yes = "annotation", "The annotation is not in the library: y copies this text"
	}
	if first.exists && a.Anchor.State.Placed() || !first.exists && first.fits(s.body.Article) {
		card = s.body.withPlace(card, a.Anchor.Span)
	}
	did := "were editing"
	if words := brief(first.words()); words != "" {
		did = "typed “" + words + "” in"
	}
	s.say("%s", strings.TrimSpace(fmt.Sprintf("%s Galley ended while you %s the card of the %s, %s. %s, n deletes the text, any other key keeps it for next time.",
		s.message.Text, did, card, kit.Day(typed, now)+typed.In(now.Location()).Format(" 15:04"), yes)))
	*p = func(r *Reader, key string) { r.drafts.answer(&r.state, &r.prompt, key) }
}

// answer answers ask with a key.
func (d *drafts) answer(s *state, p *prompt, key string) {
	switch key {
	case "y":
		d.resume(s)
	case "n":
		d.drop(s)
		s.say("The text is deleted.")
		d.ask(s, p)
	default:
		*d = nil
		s.say("The text is kept: Galley asks again when you open this article next time.")
	}
}

// drop deletes the first of the drafts.
func (d *drafts) drop(s *state) {
	s.env.Library.DropDraft((*d)[0])
	*d = (*d)[1:]
}

// resume opens the card with the first of the drafts. If its annotation is not in
// the library, it is marked again, or else the text is copied.
func (d *drafts) resume(s *state) {
	first := d.first(s)
	a := first.annotation
	*d = (*d)[1:]
	if !first.exists {
		if !first.fits(s.body.Article) {
			s.copyOrWarn(first.words())
			return
		}
		a.Article, a.Anchor = s.body.ID, s.anchor(a.Anchor.Span)
		s.commit(s.body.withPlace(string(a.Tag), a.Anchor.Span), annotate.Create(a))
	}
	s.body.caret.target = a.ID
	if a.Anchor.State.Placed() {
		s.body.jumpTo(a.Anchor.Span.Start, a.ID)
	}
	s.env.Outbox.Post(kit.EditCardMsg{Annotation: a, Draft: first.id, Typed: first.merged()})
}
