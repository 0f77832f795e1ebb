package reader

import (
	"slices"
	"time"

	"galley/annotate"
	"galley/annotate/voice"
)

// annotations holds the article's annotations as the user sees them, saved or
// not, with their steps.
type annotations struct {
	set     annotate.Set
	shown   annotate.Set // those of set that whose selects
	whose   whose
	author  string
	version int // raised whenever set is replaced
	people  people
	steps   steps
	done    finished
	blind   bool // what others annotated is hidden until the user is done
}

// currentAt returns the annotation that keys act on: the one that the caret was
// sent to, else the innermost at the caret.
func (n annotations) currentAt(c caret) (annotate.Annotation, bool) {
	at := n.shown.At(c.off)
	for _, a := range at {
		if a.ID == c.target {
			return a, true
		}
	}
	if len(at) == 0 {
		return annotate.Annotation{}, false
	}
	return at[0], true
}

// has reports whether an annotation with the tag has exactly this span.
func (n annotations) has(span annotate.Span, tag annotate.Tag) bool {
	_, ok := n.find(span, tag)
	return ok
}

// find returns the annotation with the tag that has exactly this span; ok is false
// if there is none.
func (n annotations) find(span annotate.Span, tag annotate.Tag) (a annotate.Annotation, ok bool) {
	at := n.set.Overlapping(span)
	i := slices.IndexFunc(at, func(a annotate.Annotation) bool { return a.Anchor.Span == span && a.Tag == tag })
	if i < 0 {
		return a, false
	}
	return at[i], true
}

// whoOf returns the fields that say whose words an annotation with the tag and exactly
// this span has.
func (n annotations) whoOf(span annotate.Span, tag annotate.Tag) (who annotate.Fields) {
	for _, a := range n.set.Overlapping(span) {
		if a.Anchor.Span != span || a.Tag != tag {
			continue
		}
		fields := n.set.Whole(a.ID).First().Fields
		for _, name := range tag.Spec().Who {
			who.Set(name, fields[name]...)
		}
	}
	return who
}

// neighbor returns the annotation before or after the caret's target or, if it
// has none, before or after the caret; ok is false if there is none.
func (n annotations) neighbor(c caret, to direction) (a annotate.Annotation, ok bool) {
	switch {
	case c.target != "" && to == forward:
		return n.shown.Next(c.target)
	case c.target != "":
		return n.shown.Prev(c.target)
	case to == forward:
		return n.shown.After(c.off - 1)
	}
	return n.shown.Before(c.off)
}

// nextUnchecked returns the next annotation to check, wrapping around at the end
// of the text, and how many there are in all.
func (n annotations) nextUnchecked(c caret) (next annotate.Annotation, count int) {
	placed := n.shown.Placed()
	from := slices.IndexFunc(placed, func(a annotate.Annotation) bool { return a.Anchor.Span.Start >= c.off && a.ID != c.target })
	if at := n.shown.Rank(c.target); at > 0 {
		from = at
	}
	for i := range placed {
		a := placed[(max(from, 0)+i)%len(placed)]
		if !a.NeedsChecking() || n.set.Continues(a.ID) {
			continue
		}
		if count++; count == 1 {
			next = a
		}
	}
	return next, count
}

// unplaced returns the annotations that need placing, in text order, those
// without a place last.
func (n annotations) unplaced() (list []annotate.Annotation) {
	for _, a := range n.set.All() {
		if a.NeedsPlacing() {
			list = append(list, a)
		}
	}
	return list
}

// Annotations returns the annotations that are shown, saved or not.
func (n annotations) Annotations() annotate.Set { return n.shown }

// Known returns the number of the last step that the set includes.
func (n annotations) Known() uint64 { return n.steps.known }

// KnownValues returns the values in use, by field, for completion. Speakers and
// claimants are shared: they are often the same people.
func (n annotations) KnownValues() map[string][]string {
	known, seen := map[string][]string{}, map[[2]string]bool{}
	add := func(name, value string) {
		if !seen[[2]string{name, value}] {
			seen[[2]string{name, value}] = true
			known[name] = append(known[name], value)
		}
	}
	for _, a := range n.set.All() {
		for name, values := range a.Fields {
			for _, v := range values {
				add(name, v)
			}
		}
	}
	for _, from := range annotate.Tags() {
		for _, to := range annotate.Tags() {
			for _, v := range known[from.Spec().Who[0]] {
				add(to.Spec().Who[0], v)
			}
		}
	}
	return known
}

// KnownRoles returns the last role that was noted of each speaker, by name.
func (n annotations) KnownRoles() map[string]string {
	roles := map[string]string{}
	noted := map[string]time.Time{}
	for _, a := range n.set.All() {
		who := a.Tag.Spec().Who
		if len(who) < 2 {
			continue
		}
		name, role := voice.Clean(a.Who()), a.Fields.Get(who[1])
		if role != "" && !a.Modified.Before(noted[name]) {
			roles[name], noted[name] = role, a.Modified
		}
	}
	delete(roles, "")
	return roles
}
