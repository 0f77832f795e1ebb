package suggest

import (
	"cmp"
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
	Continues bool          // it goes on with the quotation suggested before it
}

// Suggested returns the name of the rule with the version of the rules.
func (s Suggestion) Suggested() string { return s.Rule + "/" + Version }

// A Result is what an article suggests.
type Result struct {
	Suggestions []Suggestion // in text order
	Language    string       // as "en", or "" if it was not recognized
	English     bool         // whether claims and opinions were looked for
}

// Notice says what was not looked for because of the language of the text, or "".
func (r Result) Notice() string {
	switch {
	case r.English:
		return ""
	case voices[r.Language] != nil:
		return "the text is not in English: no claims are suggested, and no speaker is certain"
	}
	return "the text is not in English, German, French or Spanish: quotations are found by their marks, without speakers"
}

// Options say what is suggested besides quotes and the best claims.
type Options struct {
	AllClaims bool // every claim
	Opinions  bool // words of opinion

	// QuotesIn, if it is not empty, leaves out everything but the quotes of the blocks
	// there. The first of them is read as if nothing were before it.
	QuotesIn annotate.Span
}

// Suggest returns the quotes and the best claims of an article that are not annotated as such
// yet. Folded blocks, code, headings and tables have none.
func Suggest(a *annotate.Article, set annotate.Set) Result { return With(a, set, Options{}) }

// With is like [Suggest], with options.
func With(a *annotate.Article, set annotate.Set, opts Options) Result {
	r := Result{Language: languageOf(a)}
	r.English = r.Language == "en"
	var claims []Suggestion
	var before attribution
	for _, b := range a.Blocks {
		if b.Folded || !isProse(b.Kind) || !opts.QuotesIn.Empty() && !opts.QuotesIn.Overlaps(b.Span) {
			continue
		}
		p := newParagraph(a.Text, b.Span, r.Language)
		p.leadIn = before
		r.Suggestions = append(r.Suggestions, p.quotes()...)
		before = p.goesOn()
		if r.English && opts.QuotesIn.Empty() {
			claims = append(claims, p.claims()...)
			if opts.Opinions {
				r.Suggestions = append(r.Suggestions, p.opinions(a.Meta.Byline)...)
			}
		}
	}
	if !opts.AllClaims {
		claims = best(a, claims)
	}
	r.Suggestions = append(r.Suggestions, claims...)
	slices.SortStableFunc(r.Suggestions, bySpan)
	r.Suggestions = slices.DeleteFunc(r.Suggestions, func(s Suggestion) bool {
		return slices.ContainsFunc(set.Overlapping(s.Span), func(n annotate.Annotation) bool { return n.Tag == s.Tag })
	})
	quote := annotate.Span{}       // the last one
	for i := range r.Suggestions { // the part before may have been annotated
		if s := &r.Suggestions[i]; s.Tag == annotate.Quote {
			s.Continues = s.Continues && !quote.Empty() && a.BlockAt(quote.Start) == a.BlockAt(s.Span.Start)
			quote = s.Span
		}
	}
	return r
}

func bySpan(a, b Suggestion) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End))
}

func isProse(k annotate.Kind) bool {
	switch k {
	case annotate.Paragraph, annotate.ListItem, annotate.Quotation, annotate.Deck:
		return true
	}
	return false
}
