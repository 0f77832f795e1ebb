package annotate_test

import (
	"testing"

	"galley/annotate"
)

func TestStatus(t *testing.T) {
	for name, c := range map[string]struct {
		tag    annotate.Tag
		fields annotate.Fields
		status string
		open   bool
		who    string
	}{
		"a claim without a status":      {annotate.Claim, nil, "unchecked", true, ""},
		"a claim being checked":         {annotate.Claim, annotate.Fields{"status": {"checking"}, "claimant": {"the council"}}, "checking", true, "the council"},
		"an accurate claim":             {annotate.Claim, annotate.Fields{"status": {"accurate"}}, "accurate", false, ""},
		"a status of the newsroom":      {annotate.Claim, annotate.Fields{"status": {"with the lawyer"}}, "with the lawyer", false, ""},
		"a quote without a status":      {annotate.Quote, annotate.Fields{"speaker": {"Ada Lund"}}, "unverified", true, "Ada Lund"},
		"a quote that was heard":        {annotate.Quote, annotate.Fields{"verified": {"heard"}}, "heard", false, ""},
		"the status of another tag":     {annotate.Quote, annotate.Fields{"status": {"accurate"}}, "unverified", true, ""},
		"an opinion":                    {annotate.Opinion, annotate.Fields{"holder": {"the mayor"}, "status": {"unchecked"}}, "", false, "the mayor"},
		"a claim that was once a quote": {annotate.Claim, annotate.Fields{"speaker": {"Ada Lund"}}, "unchecked", true, ""},
	} {
		a := annotate.Annotation{Tag: c.tag, Fields: c.fields}
		if a.Status() != c.status || a.NeedsChecking() != c.open || a.Who() != c.who {
			t.Errorf("%s: status %q, open %v, who %q", name, a.Status(), a.NeedsChecking(), a.Who())
		}
	}
}

func TestTagTable(t *testing.T) {
	for _, tag := range annotate.Tags() {
		spec := tag.Spec()
		if spec.Letter == "" || spec.Article == "" || spec.Plural == "" || spec.Color == "" {
			t.Errorf("%s: the table lacks a word: %+v", tag, spec)
		}
		for _, name := range append(append([]string{spec.Backing}, spec.Who...), spec.Status) {
			if name != "" && spec.Field(name).Name != name {
				t.Errorf("%s has no field %q", tag, name)
			}
		}
		if (spec.Status == "") != (tag.Statuses() == nil) {
			t.Errorf("%s: status field %q with choices %q", tag, spec.Status, tag.Statuses())
		}
	}
	if got := annotate.Opinion.WithArticle() + ", " + annotate.Claim.Title() + ", " + annotate.Quote.Heading(); got != "an opinion, Claim, Quotes" {
		t.Error(got)
	}
	if one := annotate.Claim.Spec().Field("sources").One(); one != "source" {
		t.Errorf("one of the sources is a %q", one)
	}
	if none := annotate.Tag(""); none.Spec().Fields != nil || none.Statuses() != nil {
		t.Error("no tag has fields")
	}
}
