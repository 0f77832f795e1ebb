package annotate_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"galley/annotate"

	"golang.org/x/text/width"
)

// A sign must tell verdicts of a tag apart without color, and take one cell also where
// characters of ambiguous width take two.
func TestSignsAreOneCellWideAndDiffer(t *testing.T) {
	for _, tag := range annotate.Tags() {
		signs := []string{tag.Spec().Verdict("with the lawyer").Sign}
		for _, v := range tag.Spec().Verdicts {
			if slices.Contains(signs, v.Sign) {
				t.Errorf("%s: the sign of %s has another meaning too", tag, v)
			}
			signs = append(signs, v.Sign)
		}
		for _, sign := range signs {
			if sign == "" && tag == annotate.Opinion {
				continue
			}
			r, size := utf8.DecodeRuneInString(sign)
			if kind := width.LookupRune(r).Kind(); size != len(sign) || kind != width.Neutral && kind != width.EastAsianNarrow {
				t.Errorf("%s: %q is not one cell wide everywhere", tag, sign)
			}
		}
	}
}

func TestVerdicts(t *testing.T) {
	claim, quote := annotate.Claim.Spec(), annotate.Quote.Spec()
	want := []string{"unchecked", "checking", "accurate", "inaccurate", "misleading", "needs-context", "corrected", "unverifiable"}
	if got := annotate.Claim.Statuses(); !slices.Equal(got, want) {
		t.Errorf("a claim may be %q", got)
	}
	for _, c := range []struct {
		spec    annotate.TagSpec
		status  string
		shown   string
		outcome annotate.Outcome
		settled bool
	}{
		{claim, "", "☐ unchecked", annotate.Open, false},
		{claim, "checking", "◒ checking", annotate.Open, false},
		{claim, "misleading", "~ misleading", annotate.Bad, true},
		{claim, "needs-context", "+ needs-context", annotate.Caution, true},
		{claim, "with the lawyer", "* with the lawyer", annotate.Other, true},
		{claim, "heard", "* heard", annotate.Other, true},
		{quote, "", "☐ unverified", annotate.Open, false},
		{quote, "heard", "♫ heard", annotate.Good, true},
		{annotate.Opinion.Spec(), "accurate", "", annotate.Other, false},
	} {
		v := c.spec.Verdict(c.status)
		if v.String() != c.shown || v.Outcome != c.outcome || v.IsSettled() != c.settled {
			t.Errorf("%q is %+v, settled %v", c.status, v, v.IsSettled())
		}
		if name := c.spec.ParseVerdict(v.String()); name != v.Name {
			t.Errorf("%q is read as %q", v, name)
		}
		if name := c.spec.ParseVerdict(v.Name); name != v.Name {
			t.Errorf("%q is read as %q", v.Name, name)
		}
	}
	for _, other := range []string{"✓ inaccurate", "+ 3 more", "~", "✓", "a b"} {
		if name := claim.ParseVerdict(other); name != other {
			t.Errorf("%q is read as %q", other, name)
		}
	}
}

func TestProgress(t *testing.T) {
	var list []annotate.Annotation
	add := func(tag annotate.Tag, status string, links ...annotate.Relation) {
		fields := annotate.Fields{}.With(tag.Spec().Status, status)
		list = append(list, annotate.Annotation{ID: string(rune('a' + len(list))), Tag: tag, Fields: fields, Links: links})
	}
	progress := func() annotate.Progress { return annotate.NewSet(slices.Clone(list)).Progress() }
	if p := progress(); p.String() != "" || p.Short() != "" {
		t.Errorf("of nothing: %q", p)
	}
	add(annotate.Claim, "checking")
	add(annotate.Quote, "heard")
	add(annotate.Claim, "misleading")
	if p := progress(); p.String() != "2 of 3 checked, 1 misleading" || p.Short() != "2 of 3 checked" {
		t.Errorf("%q", p)
	}
	add(annotate.Claim, "inaccurate")
	add(annotate.Claim, "inaccurate")
	add(annotate.Claim, "with the lawyer")
	list = append(list, annotate.Annotation{ID: "o", Tag: annotate.Opinion})
	if p := progress(); p.String() != "5 of 6 checked, 2 inaccurate, 1 misleading" || p.Open != 1 {
		t.Errorf("%q", p)
	}
	add(annotate.Quote, "", annotate.Relation{Kind: annotate.Continues, To: "b"})
	part := list[len(list)-1]
	if p := progress(); p.Total != 6 || p.Open != 1 {
		t.Errorf("with the second part of a quotation: %q", p)
	}
	if set := annotate.NewSet(list); set.Verdict(part).Name != "heard" {
		t.Error("the second part of a quotation does not have its verdict")
	}
}
