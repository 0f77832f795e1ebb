package reader

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

// kindKeys holds the keys of the kinds of links, in the order of
// [annotate.RelationKinds].
const kindKeys = "csx=a"

// startLink asks which annotation to link the one here to: letters on the others on
// the screen, or the list.
func (r *Reader) startLink() {
	a, ok := r.here()
	if !ok {
		return
	}
	if r.set.Len() < 2 {
		r.say("Nothing to link it to: this is the only annotation.")
		return
	}
	r.body.caret.target = a.ID
	r.labels.startLink(&r.state, a)
}

// startLink puts letters on the other annotations on the screen, to link a to one.
func (l *labels) startLink(s *state, a annotate.Annotation) {
	*l = labels{active: true, link: a.ID}
	words := s.body.visibleWords()
	for _, other := range s.shown.Overlapping(s.body.view.window(s.body.view.rows())) {
		free := func(w annotate.Span) bool { return w.Overlaps(other.Anchor.Span) && !slices.Contains(l.words, w) }
		if i := slices.IndexFunc(words, free); i >= 0 && other.ID != a.ID {
			at, _ := slices.BinarySearchFunc(l.words, words[i].Start, func(w annotate.Span, off int) int { return w.Start - off })
			l.words, l.others = slices.Insert(l.words, at, words[i]), slices.Insert(l.others, at, other.ID)
		}
	}
	how := "the letters on another annotation choose it"
	if len(l.words) == 0 {
		how = "no other annotation is on the screen"
	}
	s.say("Link this %s: %s, %s lists all, %s cancels.", a.Tag, how, s.key(keys.OpenAnnotations), s.key(keys.Back))
}

// pickLink takes a letter on an annotation, or the key of the list.
func (r *Reader) pickLink(key string) {
	if r.env.Keys.Action(keys.Read, key) == keys.OpenAnnotations {
		r.labels.typed = ""
		r.say("%s cancels the link.", r.key(keys.Back))
		r.env.Outbox.Post(kit.ActionMsg{Action: keys.OpenAnnotations})
		r.env.Outbox.Post(kit.NoticeMsg{Text: r.env.Keys.Key(keys.Marks, keys.Visit) + " links to the annotation chosen here."})
		return
	}
	if i, ok := r.labels.read(&r.state, key); ok {
		r.linkTo(r.labels.others[i])
	}
}

// clickLink links to the annotation at a cell of the screen, if there is one.
func (r *Reader) clickLink(col, row int) (ok bool) {
	a, ok := r.noteAt(col, row)
	if off, text := r.body.offsetAt(col, row); text && !ok {
		at := slices.DeleteFunc(r.shown.At(off), func(a annotate.Annotation) bool { return a.ID == r.labels.link })
		if ok = len(at) > 0; ok {
			a = at[0]
		}
	}
	if ok {
		r.linkTo(a.ID)
	}
	return ok
}

// linkTo asks what the annotation being linked is to another one, and says what it
// is now.
func (r *Reader) linkTo(id string) {
	a, exists := r.set.Get(r.labels.link)
	b, found := r.set.Get(id)
	r.labels = labels{}
	switch {
	case !exists || !found:
		r.warn("Deleted in another window: nothing was linked.")
		return
	case a.ID == b.ID:
		r.say("That is the annotation itself: nothing was linked.")
		return
	}
	if a.Anchor.State.Placed() {
		r.body.jumpTo(a.Anchor.Span.Start, a.ID)
	}
	var choices []string
	for i, kind := range annotate.RelationKinds() {
		choices = append(choices, unbroken(kindKeys[i:i+1]+" "+string(kind)))
	}
	verb := ""
	for _, link := range r.set.Linked(a.ID) {
		if link.Other.ID == b.ID {
			verb, choices = link.Verb()+" ", append(choices, unbroken("- removes it"))
		}
	}
	r.say("This %s … %s%s:  %s  %s", a.Tag, verb, annotate.Linked{Other: b}.DescribeOther(r.body.Article),
		strings.Join(choices, "  "), unbroken(r.key(keys.Back)+" cancels"))
	r.prompt = func(r *Reader, key string) { r.link(a.ID, b.ID, key) }
}

// link makes an annotation to another one what a key says, or removes the link
// between them.
func (s *state) link(from, to, key string) {
	a, exists := s.set.Get(from)
	b, found := s.set.Get(to)
	i := strings.Index(kindKeys, key)
	switch {
	case !exists || !found:
		s.warn("Deleted in another window: nothing was linked.")
		return
	case key == "-" || key == "backspace" || key == "delete":
		if s.commitEdits("link of "+string(a.Tag)+" removed", a.WithoutLink(b.ID), b.WithoutLink(a.ID)) {
			s.say("Link removed. %s undoes it.", s.key(keys.Undo))
			return
		}
	case i < 0 || len(key) != 1:
	case annotate.RelationKinds()[i] == annotate.Continues:
		s.join(a, b)
		return
	default:
		link := annotate.Linked{Kind: annotate.RelationKinds()[i], Other: b}
		linked := a.WithLink(annotate.Relation{Kind: link.Kind, To: b.ID})
		if s.commitEdits("link of "+string(a.Tag), linked, b.WithoutLink(a.ID)) {
			s.say("This %s %s. %s undoes it, %s goes there.", a.Tag, link.Describe(s.body.Article), s.key(keys.Undo), s.key(keys.FollowLink))
			return
		}
	}
	s.say("Link unchanged.")
}

// join makes two annotations parts of one: the later in the text continues the
// earlier, and the first part gets the note and the fields of both.
func (s *state) join(a, b annotate.Annotation) {
	if all := annotate.InTextOrder([]annotate.Annotation{a, b}); all[0].ID == a.ID {
		a, b = b, a
	}
	first := s.set.Whole(b.ID).First()
	if s.set.Whole(a.ID).First().ID == first.ID {
		s.say("They are parts of one %s already.", first.Tag)
		return
	}
	joined, part := first.Join(a)
	part.Links = slices.DeleteFunc(part.Links, func(l annotate.Relation) bool { return l.Kind == annotate.Continues }) // of one other
	changes := []annotate.Annotation{part.WithLink(annotate.Relation{Kind: annotate.Continues, To: b.ID})}
	if joined = joined.WithoutLink(a.ID); b.ID != first.ID {
		changes = append(changes, b.WithoutLink(a.ID))
	}
	if s.commitEdits("continuation of "+string(first.Tag), append(changes, joined)...) {
		s.say("Both are one %s now. %s undoes it, %s opens its card.", first.Tag, s.key(keys.Undo), s.key(keys.OpenCard))
	}
}

// commitEdits commits annotations as they are after a change, as one step. It reports
// whether any of them changed.
func (s *state) commitEdits(what string, after ...annotate.Annotation) bool {
	var changes []annotate.Change
	for _, a := range after {
		if before, ok := s.set.Get(a.ID); ok && !a.Equal(before) {
			a.Modified, a.Seen = s.now(), a.Suggested != ""
			changes = append(changes, annotate.Edit(before, a))
		}
	}
	if len(changes) == 0 {
		return false
	}
	return s.commit(s.body.withPlace(what, after[0].Anchor.Span), changes...)
}

// followed is the last link that was followed.
type followed struct {
	from, to string // IDs of annotations
	at       int    // its index among the links of from
}

// followLink goes to the annotation that the one here is linked to. Pressed again
// there, it goes to the next link of the first one.
func (r *Reader) followLink() {
	a, ok := r.here()
	if !ok {
		return
	}
	next := followed{from: a.ID}
	if last := r.followed; last.to == a.ID && last.at+1 < len(r.reachable(last.from)) {
		next = followed{from: last.from, at: last.at + 1}
	}
	links := r.reachable(next.from)
	if len(links) == 0 {
		r.say("No link here: %s links this %s to another annotation.", r.key(keys.LinkAnnotation), a.Tag)
		return
	}
	link := links[next.at]
	next.to = link.Other.ID
	r.followed = next
	r.visit(kit.VisitMsg{Annotation: next.to})
	if r.mode != keys.Read {
		return // it is being placed
	}
	rest := r.key(keys.JumpBack) + " goes back"
	if len(links) > 1 {
		rest = fmt.Sprintf("link %d of %d, %s goes on", next.at+1, len(links), r.key(keys.FollowLink))
	}
	link.Incoming = !link.Incoming
	r.say("%s · it %s the one before · %s", r.summary(link.Other), link.Predicate(), rest)
}

// reachable returns the links of an annotation to those that can be shown.
func (n annotations) reachable(id string) []annotate.Linked {
	return slices.DeleteFunc(n.set.Linked(id), func(l annotate.Linked) bool {
		return !l.Other.Anchor.State.Placed() && !l.Other.NeedsPlacing()
	})
}
