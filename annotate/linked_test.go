package annotate

import (
	"fmt"
	"strings"
	"testing"
)

// Both annotations of a link see it; a link to an annotation that is not in the set is
// not seen, and one that goes both ways is seen once.
func TestLinked(t *testing.T) {
	items := chain(4).All()
	link := func(from, to int, kind RelationKind) {
		items[from] = items[from].WithLink(Relation{kind, string(rune('a' + to))})
	}
	link(0, 1, Supports)
	link(0, 25, Answers)
	link(1, 2, SameClaim)
	link(2, 1, SameClaim)
	link(3, 3, Contradicts)
	s := NewSet(items)
	for id, want := range map[string]string{
		"a": "supports b", "b": "says the same as c, supported by a", "c": "says the same as b", "d": "", "z": "",
	} {
		var list []string
		for _, l := range s.Linked(id) {
			list = append(list, l.Verb()+" "+l.Other.ID)
		}
		if got := strings.Join(list, ", "); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestLinkAsText(t *testing.T) {
	a := &Article{Text: "Fares\n\nThe levy adds 4.20 to every ticket.", Blocks: []Block{
		{Kind: Heading, Level: 1, Span: Span{0, 5}}, {Kind: Paragraph, Number: 1, Span: Span{7, 42}},
	}}
	other := Annotation{Tag: Claim, Anchor: Anchor{Span: Span{16, 25}, State: Anchored, Exact: "adds 4.20"}}
	long := other
	long.Anchor = Anchor{Span: Span{0, 5}, State: Orphan, Exact: strings.Repeat("wörter\n", 20)}
	heading := other
	heading.Anchor.Span = Span{0, 5}
	for _, c := range []struct {
		link Linked
		want string
	}{
		{Linked{Supports, other, false}, "supports C in ¶1: “adds 4.20”"},
		{Linked{Answers, other, true}, "answered by C in ¶1: “adds 4.20”"},
		{Linked{SameClaim, heading, true}, "says the same as C in heading: “adds 4.20”"},
		{Linked{Contradicts, long, false}, "contradicts C: “wörter wörter wörter wörter wörter wörter w…”"},
	} {
		if got := c.link.Describe(a); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestJoiningParts(t *testing.T) {
	first := Annotation{ID: "a", Tag: Claim, Note: "Look.", Fields: Fields{"claimant": {"Ada Lund"}, SourcesField: {"one", "two"}},
		Labels: []string{"levy"}, Anchor: Anchor{Exact: "It adds"}}
	part := Annotation{ID: "b", Tag: Claim, Note: "Twice.", Fields: Fields{"claimant": {"Lund"}, "status": {"checking"}, SourcesField: {"two", "three"}},
		Labels: []string{"Levy", "fares"}, Replies: []Reply{{Note: "No."}}, Anchor: Anchor{Exact: "4.20"}}
	joined, rest := first.Join(part)
	got := fmt.Sprintf("%s %v %v %d; %q %v %v %d", joined.Note, joined.Fields, joined.Labels, len(joined.Replies), rest.Note, rest.Fields, rest.Labels, len(rest.Replies))
	want := `Look.

Twice. map[claimant:[Ada Lund] sources:[one two three] status:[checking]] [levy fares] 1; "" map[claimant:[Lund]] [] 0`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if whole := (Whole{first, part}).Joined(); whole.ID != "a" || whole.Anchor.Exact != "It adds … 4.20" || whole.Fields.Get("status") != "checking" {
		t.Errorf("joined: %+v", whole)
	}
	if first.Note != "Look." || len(first.Fields[SourcesField]) != 2 {
		t.Errorf("the first part was changed: %+v", first)
	}
}
