package suggest

import (
	_ "embed"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/wordlist"
)

// A voice knows the words by which a language other than English says who speaks.
type voice struct {
	lists    func() wordlist.Lists
	capitals bool // nouns are capitalized
}

//go:embed german.txt
var german string

//go:embed french.txt
var french string

//go:embed spanish.txt
var spanish string

var voices = map[string]*voice{
	"de": {lists: wordlist.Lazy(german), capitals: true}, "fr": {lists: wordlist.Lazy(french)}, "es": {lists: wordlist.Lazy(spanish)},
}

// The rules of other languages than English, measured on a few sentences of our own only.
var (
	foreignAfter  = &rule{"foreign-after", "“…” CUE NAME", Likely, .5}
	foreignBefore = &rule{"foreign-before", "NAME CUE “…”", Likely, .5}
)

func (v *voice) has(list string, t token) bool {
	return v.lists().Has(list, strings.ReplaceAll(strings.ToLower(t.text), "’", "'"))
}

// attribute finds the speaker of a passage from the words of its sentence after it, before it
// and, between commas, in it.
func (v *voice) attribute(before, after, inside []token) attribution {
	for len(after) > 0 && after[0].isComma() {
		after = after[1:]
	}
	if a := v.cueName(after); a.rule != nil {
		return a
	}
	if i := lastIndex(before, token.isQuotation); i >= 0 {
		before = before[i+1:]
	}
	if a := v.nameCue(before); a.rule != nil {
		return a
	}
	for i, t := range inside { // « … , a déclaré Ada Lund, … »
		if t.text != "," {
			continue
		}
		a := v.cueName(inside[i+1:])
		if next := slices.IndexFunc(inside, func(t token) bool { return t.span.Start >= a.source.End }); a.rule != nil && (next < 0 || !inside[next].isWord()) {
			return a
		}
	}
	return attribution{}
}

// cueName finds a cue at the start of all, and the name after it.
func (v *voice) cueName(all []token) attribution {
	if len(all) == 0 {
		return attribution{}
	}
	if v.has("according", all[0]) {
		return v.nameAfter(all, 1)
	}
	for i := 0; i < len(all) && i <= 2; i++ { // a également déclaré
		if source, ok := v.inverted(all[i]); ok { // a-t-il dit, dit-il
			return attribution{foreignAfter, source, all[i].span}
		}
		if v.has("verbs", all[i]) {
			return v.nameAfter(all, i+1)
		}
		if !v.has("auxiliaries", all[i]) && !v.has("skip", all[i]) {
			break
		}
	}
	if source, ok := v.phrase(all, 0); ok { // Ada Lund zufolge
		for _, t := range all {
			if t.span.Start >= source.End && v.has("afterwards", t) {
				return attribution{foreignAfter, source, t.span}
			} else if t.span.Start >= source.End {
				break
			}
		}
	}
	return attribution{}
}

// nameAfter returns the attribution to the name at i, the cue of which is just before it.
func (v *voice) nameAfter(all []token, i int) attribution {
	if source, ok := v.phrase(all, i); ok {
		return attribution{foreignAfter, source, all[i-1].span}
	}
	return attribution{}
}

// inverted returns the pronoun of a verb that it is joined to: dit-il, a-t-elle.
func (v *voice) inverted(t token) (annotate.Span, bool) {
	verb, rest, ok := strings.Cut(t.text, "-")
	verbToken, pronoun := token{text: verb}, rest[strings.LastIndex(rest, "-")+1:]
	ok = ok && v.has("pronouns", token{text: pronoun}) && (v.has("verbs", verbToken) || v.has("auxiliaries", verbToken))
	return annotate.Span{Start: t.span.End - len(pronoun), End: t.span.End}, ok
}

// nameCue finds the last cue of a sentence that comes just before a quotation, and the name
// before it, or after it if that is where the name is.
func (v *voice) nameCue(all []token) attribution {
	const near = 8
	for i := len(all) - 1; i >= max(0, len(all)-near); i-- {
		if v.has("according", all[i]) && (i == 0 || all[i-1].isComma()) {
			a := v.nameAfter(all, i+1)
			if a.rule != nil {
				a.rule = foreignBefore
			}
			return a
		}
		if !v.has("verbs", all[i]) && !v.has("afterwards", all[i]) {
			continue
		}
		after := v.nameAfter(all, i+1)
		after.rule = foreignBefore
		isSpeaker := slices.ContainsFunc(all[i:], func(t token) bool { return t.text == ":" && t.span.Start >= after.source.End })
		if isSpeaker && !after.source.Empty() { // gestern sagte Ada Lund:
			return after
		}
		end := i
		for end > 0 && (v.has("auxiliaries", all[end-1]) || v.has("skip", all[end-1])) {
			end--
		}
		if end > 1 && all[end-1].isComma() { // Ada Lund, Vorsitzende der Gewerkschaft, sagte:
			end = lastIndex(all[:end-1], token.isComma)
		}
		for start := max(0, end-maxPhrase); start < end; start++ { // the longest phrase up to the cue
			if start > 0 && (v.has("links", all[start-1]) || all[start-1].isWord() && v.has("links", all[start]) && !v.has("articles", all[start])) {
				continue
			}
			if source, ok := v.phrase(all, start); ok && source.End == all[end-1].span.End && source.Start == all[start].span.Start {
				return attribution{foreignBefore, source, all[i].span}
			}
		}
		if !after.source.Empty() { // nothing else is near
			return after
		}
		return attribution{}
	}
	return attribution{}
}

// maxPhrase is the maximum number of words of a noun phrase.
const maxPhrase = 9

// phrase returns the noun phrase that begins at i: a pronoun, or words with a name or an article.
func (v *voice) phrase(all []token, i int) (annotate.Span, bool) {
	for i < len(all) && v.has("skip", all[i]) {
		i++
	}
	if i >= len(all) {
		return annotate.Span{}, false
	}
	if v.has("pronouns", all[i]) {
		return all[i].span, true
	}
	end := i
	for end < len(all) && end < i+maxPhrase && all[end].isWord() && !v.has("verbs", all[end]) && !v.has("auxiliaries", all[end]) {
		if v.has("ends", all[end]) && !(v.has("articles", all[end]) && end == i) && !all[end].isCapitalized() {
			break
		}
		if v.capitals && end > i && all[end-1].isCapitalized() && !all[end].isCapitalized() && !v.has("links", all[end]) {
			break
		}
		end++
	}
	for end > i && v.has("links", all[end-1]) {
		end--
	}
	s := spanOf(all[i:end])
	isName := slices.ContainsFunc(all[i:end], token.isCapitalized) || end-i > 1 && v.has("articles", all[i])
	return s, isName && (v.has("articles", all[i]) || !v.has("ends", all[i]))
}

// nameAndRole divides a phrase into a name of two words and more, and what is said about it
// before the name.
func (v *voice) nameAndRole(text string, source annotate.Span) (name, role string) {
	all := tokens(text, source, nil)
	start := len(all)
	for start > 0 && all[start-1].isCapitalized() {
		start--
	}
	before := all[:start]
	if len(before) > 0 && v.has("articles", before[0]) {
		before = before[1:]
	}
	if len(all)-start < 2 || len(before) == 0 || v.has("links", before[len(before)-1]) || v.has("articles", before[len(before)-1]) {
		return source.In(text), ""
	}
	return spanOf(all[start:]).In(text), spanOf(before).In(text)
}
