package suggest

import (
	_ "embed"
	"strings"

	"galley/annotate"
	"galley/annotate/wordlist"
)

//go:embed opinion.txt
var opinionFile string

var opinionWords = wordlist.Lazy(opinionFile)

// opinionKinds are the kinds of words of opinion. The precision is the share of sentences with
// one that are subjective: of a loaded word on the test part of NewsSD-ENG, and of an
// exhortation, which that part has none of, rounded down from the parts in view of which the words were chosen.
var opinionKinds = map[string]struct {
	reason    string
	precision float64
}{"loaded": {"loaded word", .78}, "exhortation": {"exhortation", .8}}

// opinions returns the statements outside quotation marks with words of opinion. The holder
// is who says so, or the author.
func (p *paragraph) opinions(byline string) (all []Suggestion) {
	for _, st := range p.statements(func(string) bool { return true }) {
		kind, cue := p.opinionIn(st)
		if kind == "" {
			continue
		}
		s := Suggestion{Tag: annotate.Opinion, Span: st.span, Tier: Likely, Rule: kind, Cue: cue, Score: opinionKinds[kind].precision}
		s.Reason = opinionKinds[kind].reason + ": " + strings.ToLower(cue.In(p.text))
		if byline != "" {
			s.Fields = annotate.Fields{"holder": {byline}}
		}
		s.attributeTo(p, "holder", st.by)
		all = append(all, s)
	}
	return all
}

// opinionIn returns the first words of opinion in a statement outside quotation marks, and their
// kind, or "".
func (p *paragraph) opinionIn(st statement) (kind string, cue annotate.Span) {
	const maxWords = 3
	if st.quoted {
		return "", annotate.Span{}
	}
	all := tokens(p.text, st.span, p.passages)
	for i := range all {
		words := ""
		for k := i; k < len(all) && k < i+maxWords && all[k].isWord(); k++ {
			words = strings.TrimSpace(words + " " + strings.ToLower(strings.ReplaceAll(all[k].text, "’", "'")))
			for _, kind := range opinionWords().Names(words) {
				return kind, annotate.Span{Start: all[i].span.Start, End: all[k].span.End}
			}
		}
	}
	return "", annotate.Span{}
}
