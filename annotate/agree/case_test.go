package agree

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"galley/annotate"
)

// layersOf returns layers whose annotations are given as tag, start and end.
func layersOf(people ...[][3]int) []Layer {
	var layers []Layer
	for p, marks := range people {
		layer := Layer{Name: fmt.Sprint(p)}
		for i, m := range marks {
			layer.Annotations = append(layer.Annotations, annotate.Annotation{
				ID: fmt.Sprint(p, "-", i), Creator: layer.Name, Tag: annotate.Tags()[m[0]],
				Anchor: annotate.Anchor{Span: annotate.Span{Start: m[1], End: m[2]}, State: annotate.Anchored},
			})
		}
		layers = append(layers, layer)
	}
	return layers
}

const letters = "abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij"

// For two people, cases are the items of Match.
func TestCasesOfTwoAreTheItems(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	draw := func() (marks [][3]int) {
		for range random.IntN(12) {
			start := random.IntN(90)
			marks = append(marks, [3]int{random.IntN(3), start, start + 1 + random.IntN(19)})
		}
		return marks
	}
	for range 300 {
		layers := layersOf(draw(), draw())
		var items, cases []string
		for _, item := range Match(letters, layers[0].Annotations, layers[1].Annotations) {
			var ids []string
			for _, a := range []*annotate.Annotation{item.A, item.B} {
				if a != nil {
					ids = append(ids, fmt.Sprint(a.Creator, a.Tag, a.Span()))
				}
			}
			items = append(items, fmt.Sprint(item.Class, ids))
		}
		for _, c := range Cases(letters, layers) {
			var ids []string
			for _, a := range c.Marks {
				ids = append(ids, fmt.Sprint(a.Creator, a.Tag, a.Span()))
			}
			cases = append(cases, fmt.Sprint(c.Class, ids))
		}
		slices.Sort(items)
		slices.Sort(cases)
		if !slices.Equal(items, cases) {
			t.Fatalf("items %q\ncases %q", items, cases)
		}
	}
}

func TestCasesOfThree(t *testing.T) {
	layers := layersOf(
		[][3]int{{0, 0, 10}, {0, 20, 30}, {0, 40, 50}, {1, 60, 70}, {0, 80, 90}},
		[][3]int{{0, 0, 10}, {0, 20, 35}, {0, 40, 50}, {2, 60, 70}, {0, 80, 91}},
		[][3]int{{0, 0, 10}, {0, 22, 30}, {1, 60, 70}, {0, 80, 90}})
	var got []string
	for _, c := range Cases(letters, layers) {
		got = append(got, fmt.Sprint(c.Class, c.People))
	}
	want := []string{"same[0 1 2]", "border[0 1 2]", "one-sided[0 1]", "tag[0 1 2]", "nearly[0 1 2]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatIsKeptOfACase(t *testing.T) {
	c := Cases(letters, layersOf([][3]int{{0, 20, 30}}, [][3]int{{0, 22, 35}}, [][3]int{{0, 22, 35}}))[0]
	c.Marks[0].Fields = annotate.Fields{"status": {"accurate"}, "claimant": {"port"}}
	c.Marks[1].Fields, c.Marks[1].Note, c.Marks[2].Note = annotate.Fields{"status": {"inaccurate"}}, "when?", "who?"
	merged := c.Merged()
	if merged.Span() != (annotate.Span{Start: 22, End: 35}) || merged.Note != "when?\n\nwho?" || merged.Status() != "unchecked" || merged.Fields.Get("claimant") != "port" {
		t.Errorf("merged %+v", merged)
	}
	wide, ok := c.Widest()
	narrow, _ := c.Narrowest()
	if !ok || wide.Creator != "1" || narrow.Creator != "0" {
		t.Errorf("the widest is by %s, the narrowest by %s", wide.Creator, narrow.Creator)
	}
	if all := c.All(); len(all) != 2 || all[1].Note != "when?\n\nwho?" {
		t.Errorf("all are %+v", all)
	}
	if _, ok := (Case{Marks: c.Marks[1:]}).Widest(); ok {
		t.Error("of two that are equally long, one is the widest")
	}
}

func TestQueueKnowsWhatIsSettled(t *testing.T) {
	layers := layersOf([][3]int{{0, 0, 10}, {0, 20, 30}}, [][3]int{{0, 20, 35}})
	var all []annotate.Annotation
	for _, l := range layers {
		all = append(all, l.Annotations...)
	}
	decision := annotate.Annotation{ID: "d", Creator: "1", Decided: "border", From: []string{"0-1", "1-0"}}
	rejection := annotate.Annotation{ID: "r", Creator: "1", Decided: annotate.Rejected, From: []string{"0-0"}}
	q := NewQueue(letters, append(all, decision))
	if len(q.People) != 2 || len(q.Cases) != 2 || !q.IsOpen(q.Cases[0]) || q.IsOpen(q.Cases[1]) {
		t.Fatalf("%+v", q)
	}
	if q = q.Update(append(all, decision, rejection)); q.IsOpen(q.Cases[0]) || q.DecisionOn("0-0") != "" || q.DecisionOn("0-1") != "d" {
		t.Errorf("%+v", q.Decisions(q.Cases[0]))
	}
	if _, decided := Layers(append(all, decision, rejection)); len(decided.Annotations) != 1 {
		t.Errorf("decided are %+v", decided)
	}
}

// BenchmarkQueue opens a queue of 30 people with 500 annotations each.
func BenchmarkQueue(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	text := make([]byte, 100_000)
	for i := range text {
		text[i] = "abcdefg "[random.IntN(8)]
	}
	var people [][][3]int
	for range 30 {
		var marks [][3]int
		for i := range 500 {
			start := i*200 + random.IntN(4)*random.IntN(20)
			marks = append(marks, [3]int{random.IntN(3), start, start + 40 + random.IntN(3)*random.IntN(40)})
		}
		people = append(people, marks)
	}
	var all []annotate.Annotation
	for _, l := range layersOf(people...) {
		all = append(all, l.Annotations...)
	}
	for b.Loop() {
		NewQueue(string(text), all)
	}
}
