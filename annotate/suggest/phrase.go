package suggest

import (
	"slices"
	"strings"

	"galley/annotate"
)

// phraseFrom returns the noun phrase that begins at i.
func phraseFrom(all []token, i int) (annotate.Span, bool) {
	for i < len(all) && isAdverb(all[i]) {
		i++
	}
	if i >= len(all) || !all[i].isWord() || all[i].is(clauseWords) {
		return annotate.Span{}, false
	}
	if s, ok := all[i].pronoun(); ok {
		return s, true
	}
	end := i
	for end < len(all) && inPhrase(all, end, i) {
		end++
	}
	for end > i && (all[end-1].is(articles) || all[end-1].is(particles) || strings.EqualFold(all[end-1].text, "and")) {
		end--
	}
	return spanOf(all[i:end]), end > i
}

// inPhrase reports whether the word at i belongs to the noun phrase that begins at start.
func inPhrase(all []token, i, start int) bool {
	t := all[i]
	switch {
	case !t.isWord(), t.is(clauseWords), t.is(days), t.is(auxiliaries), i > start && isAdverb(t):
		return false
	case t.text == "and":
		return i > 0 && i+1 < len(all) && all[i+1].isCapitalized() && all[i-1].isCapitalized()
	}
	return i == start || verbAt(all, i) == noVerb || t.isCapitalized()
}

func isAdverb(t token) bool {
	return t.is(adverbs) || strings.HasSuffix(t.text, "ly") && !t.isCapitalized() && len(t.text) > 4
}

func spanOf(all []token) annotate.Span {
	if len(all) == 0 {
		return annotate.Span{}
	}
	return annotate.Span{Start: all[0].span.Start, End: all[len(all)-1].span.End}
}

// subjectBefore returns the noun phrase that is the subject of the verb at i: just
// before it, but for adverbs, auxiliaries and what is between commas.
func subjectBefore(all []token, i int) (annotate.Span, bool) {
	end := skipAdverbs(all, i)
	if end > 0 && all[end-1].isComma() { // NAME, who leads the union, said
		k := lastIndex(all[:end-1], func(t token) bool { return t.isComma() || t.text == ";" })
		if k <= 0 || all[k].text == ";" {
			return annotate.Span{}, false
		}
		end = k
	}
	if end > 0 && (all[end-1].text == "who" || all[end-1].text == "which" || all[end-1].text == "that") { // NAME, who said
		if end--; end > 0 && all[end-1].isComma() {
			end--
		}
	}
	return phraseUpTo(all, end)
}

// skipAdverbs returns i without the adverbs and auxiliaries before it.
func skipAdverbs(all []token, i int) int {
	for i > 0 && (isAdverb(all[i-1]) || all[i-1].is(auxiliaries) || all[i-1].is(days)) {
		i--
	}
	return i
}

// phraseUpTo returns the noun phrase that ends before end.
func phraseUpTo(all []token, end int) (annotate.Span, bool) {
	if end > 0 {
		if s, ok := all[end-1].pronoun(); ok {
			return s, true
		}
	}
	start := end
	for start > 0 && (inPhrase(all, start-1, -1) || isLinked(all, start-1)) {
		start--
	}
	for start < end && (all[start].is(particles) || all[start].text == "and" || all[start].text == "for") {
		start++
	}
	if start == end || end-start == 1 && all[start].is(articles) {
		return annotate.Span{}, false
	}
	return spanOf(all[start:end]), true
}

// isLinked reports whether the preposition at i links the words of one phrase: a
// spokesman for the union.
func isLinked(all []token, i int) bool {
	return i > 0 && (all[i].text == "of" || all[i].text == "for") && all[i-1].isWord() && !all[i-1].is(auxiliaries)
}

// mainSubject returns the subject of a sentence that begins with all: the first noun
// phrase that does not follow a preposition.
func mainSubject(all []token) (annotate.Span, bool) {
	const maxOpener = 12
	i := 0
	for k := range all[:min(len(all), maxOpener)] { // HARBOR TOWN — NAME …
		if all[k].isDash() && strings.ToUpper(all[0].text) == all[0].text {
			i = k
		}
	}
	for i < len(all) && !all[i].isWord() {
		i++
	}
	for i < len(all) && isOpening(all[i]) { // In a statement, NAME …
		comma := slices.IndexFunc(all[i:], token.isComma)
		if comma < 0 || comma > maxOpener {
			comma = 0
		}
		i += comma + 1
	}
	if i >= len(all) || !all[i].isWord() {
		return annotate.Span{}, false
	}
	if s, ok := all[i].pronoun(); ok {
		return s, true
	}
	end := i
	for end < len(all) && (all[end].isCapitalized() || all[end].is(particles) && end+1 < len(all) && all[end+1].isCapitalized() || end == i && all[end].is(articles)) {
		end++
	}
	if end == i || end == i+1 && all[i].is(articles) {
		return annotate.Span{}, false
	}
	return spanOf(all[i:end]), true
}

// isOpening reports whether a word begins what stands before the subject of a sentence.
func isOpening(t token) bool {
	return t.is(clauseWords) || t.is(openers) || t.is(days) || isAdverb(token{t.span, strings.ToLower(t.text)}) ||
		strings.HasSuffix(t.text, "ing") && len(t.text) > 4
}

// nameAndRole divides a phrase into a name and what is said about it before the name:
// harbor union chair Ada Lund.
func (p *paragraph) nameAndRole(source annotate.Span) (name, role string) {
	if p.voice != nil {
		return p.voice.nameAndRole(p.text, source)
	}
	all := tokens(p.text, source, nil)
	start := len(all)
	for start > 0 && (all[start-1].isCapitalized() || all[start-1].is(particles) && start < len(all)) {
		start--
	}
	for start < len(all) && (all[start].is(particles) || all[start].is(articles)) {
		start++
	}
	if start == len(all) || start == 0 {
		return source.In(p.text), ""
	}
	before := all[:start]
	if before[0].is(articles) {
		before = before[1:]
	}
	if len(before) == 0 || strings.HasSuffix(before[len(before)-1].text, "’s") {
		return source.In(p.text), ""
	}
	return spanOf(all[start:]).In(p.text), spanOf(before).In(p.text)
}
