package annotate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// chain makes a set of quotes a, b, c … in text order. Each link "b>a" says that b
// continues a.
func chain(n int, links ...string) Set {
	items := make([]Annotation, n)
	for i := range items {
		items[i] = Annotation{ID: string(rune('a' + i)), Tag: Quote,
			Anchor: Anchor{Span: Span{10 * i, 10*i + 5}, State: Anchored}}
	}
	for _, link := range links {
		i := int(link[0] - 'a')
		items[i].Links = append(items[i].Links, Relation{Kind: Continues, To: link[2:]})
	}
	return NewSet(items)
}

func wholesText(s Set) string {
	var texts []string
	for _, w := range s.Wholes() {
		var ids strings.Builder
		for _, a := range w {
			ids.WriteString(a.ID)
		}
		texts = append(texts, ids.String())
	}
	return strings.Join(texts, " ")
}

func TestPartsOfAWhole(t *testing.T) {
	for _, test := range []struct{ name, links, want string }{
		{"no links", "", "a b c d e"},
		{"one continuation", "b>a", "ab c d e"},
		{"a chain", "b>a c>b d>c", "abcd e"},
		{"all continue the first", "c>a b>a", "abc d e"},
		{"a later part is the first", "a>c", "b ca d e"},
		{"the target is gone", "b>z c>b", "a bc d e"},
		{"of two targets the one that exists", "b>z b>a", "ab c d e"},
		{"itself", "a>a", "a b c d e"},
		{"a circle of two", "a>b b>a", "ab c d e"},
		{"a circle and what leads to it", "a>e e>d d>c c>d", "b cade"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := wholesText(chain(5, strings.Fields(test.links)...)); got != test.want {
				t.Errorf("wholes: %s, want %s", got, test.want)
			}
		})
	}
}

// Whatever the links are, each annotation is in exactly one whole, Whole finds it
// there, and the counts are those of the wholes.
func TestEachAnnotationIsInOneWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8).Draw(t, "n")
		var links []string
		for i := range rapid.IntRange(0, 10).Draw(t, "links") {
			if n > 0 {
				from := rapid.IntRange(0, n-1).Draw(t, fmt.Sprint("from", i))
				to := rapid.IntRange(0, n).Draw(t, fmt.Sprint("to", i)) // n is gone
				links = append(links, fmt.Sprintf("%c>%c", 'a'+from, 'a'+to))
			}
		}
		s := chain(n, links...)
		var ids []string
		for _, w := range s.Wholes() {
			for i, a := range w {
				ids = append(ids, a.ID)
				if s.Whole(a.ID).First().ID != w.First().ID || s.Continues(a.ID) != (i > 0) {
					t.Fatalf("%s is not part %d of its whole", a.ID, i)
				}
			}
		}
		if slices.Sort(ids); len(slices.Compact(ids)) != n || len(ids) != n {
			t.Fatalf("%d annotations in wholes, want %d", len(ids), n)
		}
		if got := s.CountByTag()[Quote]; got != len(s.Wholes()) {
			t.Fatalf("%d quotes are counted, want %d", got, len(s.Wholes()))
		}
	})
}
