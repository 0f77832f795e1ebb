package suggest

import (
	"slices"

	"galley/annotate"
)

// Version is the version of the rules, which accepted suggestions keep.
const Version = "1"

// A Tier says how far a suggestion can be trusted.
type Tier string

// The tiers.
const (
	Certain Tier = "certain"
	Likely  Tier = "likely"
)

// A Suggestion is an annotation that could be made.
type Suggestion struct {
	Tag       annotate.Tag
	Span      annotate.Span
	Fields    annotate.Fields
	Tier      Tier
	Rule      string        // short name of the rule
	Reason    string        // in words: “…” said Ada Lund
	Cue       annotate.Span // the words that gave the reason; may be empty
	Source    annotate.Span // where the speaker is named; may be empty
	Score     float64       // share of such suggestions that are right
	Continues bool          // it goes on with the quotation of the suggestion before it
}

// Suggested returns the name of the rule with the version of the rules.
func (s Suggestion) Suggested() string { return s.Rule + "/" + Version }

// A Result is what an article suggests.
type Result struct {
	Suggestions []Suggestion // in text order
	English     bool         // whether speakers were looked for
}

// Suggest returns the quotations of an article that are not annotated as quotes yet. Folded
// blocks, code, headings and tables have none.
func Suggest(a *annotate.Article, set annotate.Set) Result {
	r := Result{English: isEnglish(a)}
	var before attribution
	for _, b := range a.Blocks {
		if b.Folded || !isProse(b.Kind) {
			continue
		}
		p := newParagraph(a.Text, b.Span, r.English)
		p.leadIn = before
		r.Suggestions = append(r.Suggestions, p.quotes()...)
		before = p.goesOn()
	}
	r.Suggestions = slices.DeleteFunc(r.Suggestions, func(s Suggestion) bool {
		return slices.ContainsFunc(set.Overlapping(s.Span), func(n annotate.Annotation) bool { return n.Tag == s.Tag })
	})
	for i := range r.Suggestions { // the part before may have been annotated
		s := &r.Suggestions[i]
		s.Continues = s.Continues && i > 0 && a.BlockAt(r.Suggestions[i-1].Span.Start) == a.BlockAt(s.Span.Start)
	}
	return r
}

func isProse(k annotate.Kind) bool {
	switch k {
	case annotate.Paragraph, annotate.ListItem, annotate.Quotation, annotate.Deck:
		return true
	}
	return false
}
