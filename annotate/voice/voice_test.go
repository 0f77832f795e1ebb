package voice

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"galley/annotate"
)

// article returns “One two three.” and “Four five six.”, in two paragraphs.
func article() *annotate.Article {
	a := &annotate.Article{ID: "a", Text: "One two three.\n\nFour five six.", Blocks: []annotate.Block{
		{Span: annotate.Span{Start: 0, End: 14}}, {Span: annotate.Span{Start: 16, End: 30}},
	}}
	annotate.NumberBlocks(a.Blocks)
	return a
}

func at(id string, tag annotate.Tag, from, to int, fields annotate.Fields) annotate.Annotation {
	return annotate.Annotation{ID: id, Tag: tag, Fields: fields,
		Anchor: annotate.Anchor{Span: annotate.Span{Start: from, End: to}, State: annotate.Anchored}}
}

func TestPersonsAreGroupedByName(t *testing.T) {
	groups := Groups(article(), annotate.NewSet([]annotate.Annotation{
		at("1", annotate.Quote, 0, 3, annotate.Fields{"speaker": {"Lund"}}),
		at("2", annotate.Claim, 0, 13, nil),
		at("3", annotate.Quote, 4, 13, annotate.Fields{"speaker": {"Ada  Lund\n"}, "verified": {"heard"}}),
		at("4", annotate.Claim, 8, 13, annotate.Fields{"claimant": {"Ada Lund"}, "speaker": {"Lund"}}),
		at("5", annotate.Opinion, 16, 30, annotate.Fields{"holder": {"\x1bAda Lund"}}),
		{ID: "6", Tag: annotate.Opinion, Fields: annotate.Fields{"holder": {"ada lund"}}, Anchor: annotate.Anchor{State: annotate.Orphan, Exact: "cut words"}},
	}))
	want := []Voice{
		{"Ada Lund", 3, 6, []string{"1", "2"}, 1, 2},
		{"Lund", 1, 1, []string{"1"}, 0, 1},
		{"ada lund", 1, 2, nil, 0, 0},
		{"", 1, 3, []string{"1"}, 0, 1},
	}
	if len(groups) != len(want) {
		t.Fatalf("%d groups", len(groups))
	}
	for i, g := range groups {
		v, w := *g.Voice, want[i]
		if v.Who != w.Who || v.Times != w.Times || v.Words != w.Words || v.Verified != w.Verified || v.Checkable != w.Checkable ||
			!slices.Equal(v.Paragraphs, w.Paragraphs) || len(g.Wholes) != v.Times {
			t.Errorf("%+v, want %+v", v, w)
		}
	}
}

// An interrupted quotation counts once, with the words and paragraphs of all parts.
func TestAnInterruptedQuotationIsOne(t *testing.T) {
	second := at("2", annotate.Quote, 16, 25, nil)
	second.Links = []annotate.Relation{{Kind: annotate.Continues, To: "1"}}
	groups := Groups(article(), annotate.NewSet([]annotate.Annotation{
		at("1", annotate.Quote, 0, 7, annotate.Fields{"speaker": {"Lund"}, "verified": {"heard"}}), second,
	}))
	want := Voice{"Lund", 1, 4, []string{"1", "2"}, 1, 1}
	if len(groups) != 1 || len(groups[0].Wholes) != 1 || fmt.Sprint(*groups[0].Voice) != fmt.Sprint(want) {
		t.Errorf("%+v, want %+v", groups, want)
	}
}

// Words are counted in scripts that do not separate them by spaces, too.
func TestWordsOfOtherScriptsAreCounted(t *testing.T) {
	vs := Voices{}
	vs.Add(article(), annotate.Whole{{Tag: annotate.Quote, Anchor: annotate.Anchor{State: annotate.Orphan, Exact: "港の組合は言った"}}}, "")
	if got := vs[""].Words; got < 3 {
		t.Errorf("%d words", got)
	}
}

func TestRenamingAPerson(t *testing.T) {
	now := time.Unix(1, 0)
	all := []annotate.Annotation{
		at("1", annotate.Quote, 0, 3, annotate.Fields{"speaker": {"Lund"}, "role": {"Lund"}}),
		at("2", annotate.Claim, 0, 3, annotate.Fields{"claimant": {"Lund "}, "sources": {"Lund"}}),
		at("3", annotate.Claim, 0, 3, annotate.Fields{"claimant": {"the port"}, "speaker": {"Lund"}}),
		at("4", annotate.Opinion, 0, 3, annotate.Fields{"holder": {"lund"}}),
		at("5", annotate.Opinion, 0, 3, nil),
	}
	set := annotate.NewSet(slices.Clone(all))
	changes := Rename(all, "Lund", "Ada Lund", now)
	after, err := set.Apply(changes...)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]annotate.Fields{
		"1": {"speaker": {"Ada Lund"}, "role": {"Lund"}},
		"2": {"claimant": {"Ada Lund"}, "sources": {"Lund"}},
		"3": {"claimant": {"the port"}, "speaker": {"Ada Lund"}},
		"4": {"holder": {"lund"}},
		"5": nil,
	} {
		if a, _ := after.Get(id); !a.Fields.Equal(want) || a.Modified.Equal(now) != (id <= "3") {
			t.Errorf("%s is %v, modified %v", id, a.Fields, a.Modified)
		}
	}
	back, err := after.Apply(annotate.Step{Changes: changes}.Inverse()...)
	if err != nil || !slices.EqualFunc(back.All(), set.All(), annotate.Annotation.Equal) {
		t.Errorf("undone it is %v (%v)", back.All(), err)
	}
	for _, names := range [][2]string{{"", "Ada Lund"}, {"Lund", "Lund"}, {"nobody", "Ada Lund"}} {
		if changes := Rename(all, names[0], names[1], now); len(changes) > 0 {
			t.Errorf("%q to %q changes %d annotations", names[0], names[1], len(changes))
		}
	}
}
