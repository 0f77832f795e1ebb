package annotate

import (
	"fmt"
	"slices"
	"strings"
)

// Verb returns what an annotation does to the one that it has a link to.
func (k RelationKind) Verb() string {
	if k == SameClaim {
		return "says the same as"
	}
	return string(k)
}

// Passive returns what an annotation is, by the one that has a link to it.
func (k RelationKind) Passive() string {
	switch k {
	case Continues:
		return "continued by"
	case Supports:
		return "supported by"
	case Contradicts:
		return "contradicted by"
	case Answers:
		return "answered by"
	}
	return k.Verb()
}

// A Linked is a link between two annotations, as one of them sees it.
type Linked struct {
	Kind     RelationKind
	Other    Annotation
	Incoming bool // Other has the link
}

// Linked returns the links of the annotation with that ID to others of the set, then
// the links that others have to it, both in their order. Links to deleted annotations
// are left out.
func (s Set) Linked(id string) []Linked {
	i, ok := s.byID[id]
	if !ok || s.incoming == nil {
		return nil
	}
	var list []Linked
	for _, link := range s.items[i].Links {
		if to, ok := s.byID[link.To]; ok && to != i {
			list = append(list, Linked{Kind: link.Kind, Other: s.items[to]})
		}
	}
	for _, from := range s.incoming[i] {
		for _, link := range s.items[from].Links {
			mutual := link.Kind == SameClaim && slices.Contains(s.items[i].Links, Relation{SameClaim, s.items[from].ID})
			if link.To == id && !mutual {
				list = append(list, Linked{link.Kind, s.items[from], true})
			}
		}
	}
	return list
}

// indexLinks finds which items have a link to an item.
func (s *Set) indexLinks() {
	for i := range s.items {
		for _, link := range s.items[i].Links {
			to, ok := s.byID[link.To]
			if !ok || to == i {
				continue
			}
			if s.incoming == nil {
				s.incoming = map[int][]int{}
			}
			if n := len(s.incoming[to]); n == 0 || s.incoming[to][n-1] != i {
				s.incoming[to] = append(s.incoming[to], i)
			}
		}
	}
}

// maxLinkedWords is the number of bytes after which the words of the other annotation
// are cut.
const maxLinkedWords = 50

// Describe returns the link as text: "supports C in ¶3: “adds 4.20”". The annotations
// are on the article a.
func (l Linked) Describe(a *Article) string { return l.Verb() + " " + l.DescribeOther(a) }

// DescribeOther returns the other annotation as text: "C in ¶3: “adds 4.20”".
func (l Linked) DescribeOther(a *Article) string {
	words := strings.Join(strings.Fields(l.Other.Anchor.Exact), " ")
	if len(words) > maxLinkedWords {
		words = words[:GraphemeAt(words, maxLinkedWords)] + "…"
	}
	place := ""
	if span := l.Other.Span(); l.Other.Anchor.State.Placed() && span.End <= len(a.Text) {
		place = " in " + a.Place(span)
	}
	return fmt.Sprintf("%s%s: “%s”", l.Other.Tag.Letter(), place, words)
}

// Verb returns what the annotation that sees the link does to the other one, or what
// it is by the other one.
func (l Linked) Verb() string {
	if l.Incoming {
		return l.Kind.Passive()
	}
	return l.Kind.Verb()
}

// Predicate returns Verb for a sentence: "is supported by".
func (l Linked) Predicate() string {
	if l.Incoming && l.Kind != SameClaim {
		return "is " + l.Verb()
	}
	return l.Verb()
}

// Words returns the words of all parts, with "…" for what interrupts them.
func (w Whole) Words() string {
	words := make([]string, len(w))
	for i, a := range w {
		words[i] = a.Anchor.Exact
	}
	return strings.Join(words, " … ")
}

// Joined returns the first part as it is shown for all of them: with the words of all
// and with what only a later part has of note, fields, labels, links and replies.
func (w Whole) Joined() Annotation {
	joined := w[0]
	if len(w) == 1 {
		return joined
	}
	for _, part := range w[1:] {
		joined = joined.withPart(part)
		for _, link := range part.Links {
			if link.Kind != Continues {
				joined = joined.WithLink(link)
			}
		}
	}
	joined.Anchor.Exact = w.Words()
	return joined
}

// Join returns a with the note, the fields, the labels and the replies of a part that
// continues it, and the part without them. Of a field that differs, which is not a
// list, the part keeps its value.
func (a Annotation) Join(part Annotation) (first, rest Annotation) {
	first, rest = a.withPart(part), part.Clone()
	for name, values := range part.Fields {
		if name == SourcesField || slices.Equal(first.Fields[name], values) {
			rest.Fields.Set(name)
		}
	}
	rest.Note, rest.Labels, rest.Replies = "", nil, nil
	return first, rest
}

// withPart returns the first result of Join.
func (a Annotation) withPart(part Annotation) Annotation {
	first := a.Clone()
	switch {
	case first.Note == "":
		first.Note = part.Note
	case part.Note != "" && part.Note != first.Note:
		first.Note += "\n\n" + part.Note
	}
	for name, values := range part.Fields {
		has := first.Fields[name]
		switch {
		case name == SourcesField:
			for _, v := range values {
				if !slices.Contains(has, v) {
					has = append(has[:len(has):len(has)], v)
				}
			}
			values = has
		case len(has) > 0 && !slices.Equal(has, values):
			continue
		}
		first.Fields.Set(name, values...)
	}
	first = first.WithLabels(part.Labels...)
	first.Replies = append(first.Replies, part.Replies...)
	return first
}
