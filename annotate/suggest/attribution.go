package suggest

import (
	"slices"
	"strings"

	"galley/annotate"
)

// A rule is a pattern that names the speaker of a quotation.
type rule struct {
	name      string
	reason    string
	tier      Tier
	precision float64
}

// The rules, with their share of right speakers as measured on the train half of PolNeAR.
var (
	verbName     = &rule{"verb-name", "“…” CUE NAME", Certain, .96}
	nameVerb     = &rule{"name-verb", "“…” NAME CUE", Certain, .96}
	nameBefore   = &rule{"name-before", "NAME CUE “…”", Certain, .95}
	nameNear     = &rule{"name-near", "NAME CUE … “…”", Likely, .85}
	accordingTo  = &rule{"according-to", "according to NAME", Certain, .95}
	continuation = &rule{"continuation", "goes on after a quotation of NAME", Certain, .96}
	participial  = &rule{"participle", "NAME …, CUE “…”", Likely, .8}
	leadIn       = &rule{"lead-in", "NAME CUE: “…”", Likely, .85}
	colon        = &rule{"colon", "NAME: “…”", Likely, .85}
	sentence     = &rule{"sentence", "NAME … CUE … “…”", Likely, .8}
)

// An attribution is the speaker of a quotation.
type attribution struct {
	rule   *rule // nil if there is none
	source annotate.Span
	cue    annotate.Span
}

// attribute finds the speaker of a passage in its sentences.
func (p *paragraph) attribute(i int) attribution {
	passage := p.passages[i]
	end := p.sentenceAt(passage.End - 1).End
	after := tokens(p.text, annotate.Span{Start: passage.End, End: max(end, passage.End)}, p.passages)
	start := p.sentenceAt(passage.Start).Start
	before := tokens(p.text, annotate.Span{Start: min(start, passage.Start), End: passage.Start}, p.passages)
	if p.voice != nil {
		return p.voice.attribute(before, after, tokens(p.text, passage, nil))
	}
	if a := afterQuotation(after); a.rule != nil {
		return a
	}
	return beforeQuotation(before)
}

// afterQuotation finds a speaker after a quotation: said NAME, NAME said, according to
// NAME.
func afterQuotation(all []token) attribution {
	for len(all) > 0 && (all[0].isComma()) {
		all = all[1:]
	}
	if i := slices.IndexFunc(all, token.isQuotation); i >= 0 {
		all = all[:i]
	}
	if len(all) == 0 || !all[0].isWord() {
		return attribution{}
	}
	if verb := verbAt(all, 0); verb == finite {
		if source, ok := phraseFrom(all, 1); ok {
			return attribution{verbName, source, all[0].span}
		}
		return attribution{}
	}
	if a := findAccordingTo(all); a.rule != nil && a.cue.Start == all[0].span.Start {
		return a
	}
	const maxSubject = 14
	for i := 1; i < len(all) && i <= maxSubject; i++ {
		if all[i].text == ";" || all[i].text == ":" {
			break
		}
		if verbAt(all, i) != finite || all[0].is(clauseWords) {
			continue
		}
		if source, ok := subjectBefore(all, i); ok && source.Start == all[0].span.Start || ok && i <= 4 {
			return attribution{nameVerb, source, all[i].span}
		}
	}
	return attribution{}
}

// verbAt returns the form of the verb of saying at i, or noVerb. Base forms count after
// an auxiliary.
func verbAt(all []token, i int) form {
	if i > 0 && all[i].isCapitalized() && all[i-1].isWord() {
		return noVerb // the United States
	}
	f := verbs()[strings.ToLower(all[i].text)]
	if f == base {
		f = noVerb
		if i > 0 && (all[i-1].is(auxiliaries) || all[i-1].is(pronouns) || i > 1 && all[i-1].is(adverbs) && all[i-2].is(auxiliaries)) {
			f = finite
		}
	}
	if f == participle && i > 0 && (all[i-1].is(auxiliaries) || all[i-1].is(pronouns) || strings.HasSuffix(all[i-1].text, "’s") && all[i-1].text != "’s") {
		f = finite // he's predicting
	}
	if f == finite && i > 0 && (all[i-1].is(articles) || strings.HasSuffix(all[i-1].text, "’s") || strings.HasSuffix(all[i-1].text, "'s")) {
		f = noVerb // the claims, his words
	}
	return f
}

// beforeQuotation finds a speaker before a quotation.
func beforeQuotation(all []token) attribution {
	if len(all) == 0 {
		return attribution{}
	}
	own := all // after the quotation before, if any
	if i := lastIndex(all, token.isQuotation); i >= 0 {
		own = all[i+1:]
	}
	for i := range slices.Backward(own) {
		switch verbAt(own, i) {
		case finite:
			if isWeak(own[i]) && slices.ContainsFunc(own[:i], func(t token) bool { return isStrong(own, t) }) {
				continue // she said he called it “…”
			}
			return finiteBefore(all, own, i, len(own)-1-i)
		case participle:
			if i > 0 && own[i-1].isWord() {
				if source, ok := phraseUpTo(own, i); ok { // with NAME saying
					return attribution{sentence, source, own[i].span}
				}
			}
			if source, ok := mainSubject(all[:len(all)-len(own)+i]); ok {
				return attribution{participial, source, own[i].span}
			}
		}
	}
	if a := findAccordingTo(own); a.rule != nil {
		return a
	}
	if last := len(own) - 1; last > 0 && own[last].text == ":" && last <= 6 {
		if source, ok := phraseFrom(own, 0); ok && own[0].isCapitalized() && source.End == own[last-1].span.End {
			return attribution{colon, source, own[last].span}
		}
	}
	return attribution{}
}

// finiteBefore returns the speaker of the finite verb of saying at own[i]. own is the
// part of all, the sentence before the quotation, after the last quotation in it.
func finiteBefore(all, own []token, i, distance int) attribution {
	const close, near = 4, 10
	r := nameBefore
	switch {
	case distance > near:
		r = sentence
	case distance > close || isWeak(own[i]):
		r = nameNear
	}
	isFirst := !slices.ContainsFunc(own[:i], token.isWord)
	if isFirst { // “…,” said NAME, “…”
		if source, ok := phraseFrom(own, i+1); ok {
			return attribution{r, source, own[i].span}
		}
	}
	if source, ok := subjectBefore(own, i); ok {
		return attribution{r, source, own[i].span}
	}
	return attribution{}
}

// isStrong reports whether a word is one of the verbs that say nothing but that somebody
// speaks.
func isStrong(all []token, t token) bool {
	return t.is(strong) && verbAt(all, slices.Index(all, t)) == finite
}

// isWeak reports whether a verb of saying has other meanings, or reports only a few
// words.
func isWeak(t token) bool { return !t.is(strong) }

func lastIndex(all []token, f func(token) bool) int {
	for i := len(all) - 1; i >= 0; i-- {
		if f(all[i]) {
			return i
		}
	}
	return -1
}

// findAccordingTo finds “according to NAME”.
func findAccordingTo(all []token) attribution {
	for i := 0; i+2 < len(all); i++ {
		if strings.EqualFold(all[i].text, "according") && all[i+1].text == "to" {
			if source, ok := phraseFrom(all, i+2); ok {
				return attribution{accordingTo, source, annotate.Span{Start: all[i].span.Start, End: all[i+1].span.End}}
			}
		}
	}
	return attribution{}
}
