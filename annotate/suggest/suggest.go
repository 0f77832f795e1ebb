package suggest

import (
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
	Tag    annotate.Tag
	Span   annotate.Span
	Fields annotate.Fields
	Tier   Tier
	Rule   string        // short name of the rule
	Reason string        // in words: “…” said NAME
	Cue    annotate.Span // the words that gave the reason; may be empty
	Source annotate.Span // where the speaker is named; may be empty
	Score  float64       // estimated probability that the suggestion is right
}

// Quotes returns the quotations of an article in text order. Folded blocks, code,
// headings and tables have none.
func Quotes(a *annotate.Article) []Suggestion {
	var all []Suggestion
	english := isEnglish(a)
	var before attribution
	for _, b := range a.Blocks {
		switch b.Kind {
		case annotate.Paragraph, annotate.ListItem, annotate.Quotation, annotate.Deck:
			if b.Folded {
				continue
			}
			p := newParagraph(a.Text, b.Span, english)
			p.leadIn = before
			all = append(all, p.quotes()...)
			before = p.goesOn()
		}
	}
	return all
}
