package suggest

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate"
)

// An Offer is what is accepted or refused at once: a suggestion, or the parts of a
// quotation that words such as “said Lund” interrupt.
type Offer struct {
	Parts []Suggestion // in text order, at least one
	Key   string       // what a refusal is remembered by: of the tag and the words
	Guess string       // whom a pronoun may mean that is the speaker, "" if unknown
}

// First returns the first part, which has the fields of all.
func (o Offer) First() Suggestion { return o.Parts[0] }

// Offers joins suggestions, which are in text order, to offers in the order of their
// first parts.
func Offers(list []Suggestion, text string) (all []Offer) {
	last := map[annotate.Tag]int{} // index of the last offer with a tag
	for _, s := range list {
		if i, ok := last[s.Tag]; ok && s.Continues {
			all[i].Parts = append(all[i].Parts, s)
			continue
		}
		last[s.Tag] = len(all)
		all = append(all, Offer{Parts: []Suggestion{s}, Guess: guess(all, s, text)})
	}
	for i, o := range all {
		sum := sha256.New()
		for _, part := range o.Parts {
			sum.Write([]byte("\x00" + part.Span.In(text)))
		}
		all[i].Key = string(o.First().Tag) + " " + hex.EncodeToString(sum.Sum(nil)[:12])
	}
	return all
}

// Without returns the offer without the parts that are annotated with its tag; ok is
// false if none is left.
func (o Offer) Without(set annotate.Set) (rest Offer, ok bool) {
	isAnnotated := func(s Suggestion) bool {
		return slices.ContainsFunc(set.Overlapping(s.Span), func(n annotate.Annotation) bool { return n.Tag == s.Tag })
	}
	if slices.ContainsFunc(o.Parts, isAnnotated) {
		o.Parts = slices.DeleteFunc(slices.Clone(o.Parts), isAnnotated)
	}
	return o, len(o.Parts) > 0
}

// Annotate returns the annotations for the offer. create returns a new annotation; the
// first gets the fields, and each of the others continues the one before.
func (o Offer) Annotate(create func(annotate.Span, annotate.Tag) annotate.Annotation) (made []annotate.Annotation) {
	for i, s := range o.Parts {
		a := create(s.Span, s.Tag)
		a.Suggested = s.Suggested()
		if i == 0 {
			a.Fields = s.Fields.Clone()
		} else {
			a = a.WithLink(annotate.Relation{Kind: annotate.Continues, To: made[i-1].ID})
		}
		made = append(made, a)
	}
	return made
}

// guess returns whom the speaker of a suggestion may mean if it is a pronoun: the person
// who was named last, as the speaker of an earlier quotation or in the text since.
func guess(earlier []Offer, s Suggestion, text string) string {
	const maxDistance = 1500
	if speaker := strings.ToLower(s.Fields.Get("speaker")); speaker != "he" && speaker != "she" {
		return ""
	}
	end := min(s.Span.Start, s.Source.Start)
	start, name := annotate.GraphemeAt(text, max(end-maxDistance, 0)), ""
	for _, o := range slices.Backward(earlier) {
		if speaker := o.First().Fields.Get("speaker"); strings.ToLower(speaker) != speaker && !pronouns[strings.ToLower(speaker)] {
			start, name = max(start, o.First().Source.End), speaker
			break
		}
	}
	if named := lastPerson(tokens(text, annotate.Span{Start: start, End: max(end, start)}, nil)); named != "" {
		return named
	}
	return name
}

// lastPerson returns the last two or three capitalized words in a row that a preposition
// or an article does not make a place or an office, and that are no institution, or "".
func lastPerson(all []token) string {
	isName := func(t token) bool {
		isInitials := utf8.RuneCountInString(t.text) > 1 && strings.ToUpper(t.text) == t.text && !strings.Contains(t.text, ".")
		return t.isCapitalized() && !isInitials && !t.is(days) && !t.is(articles) && !t.is(clauseWords) && !t.is(institutions)
	}
	for end := len(all); end > 1; end-- {
		start := end
		for start > 0 && isName(all[start-1]) {
			start--
		}
		n := end - start
		if n == 2 || n == 3 {
			if start == 0 || !all[start-1].is(articles) && !all[start-1].is(clauseWords) && all[start-1].text != "of" {
				words := make([]string, n)
				for i, t := range all[start:end] {
					words[i] = t.text
				}
				return strings.TrimSuffix(strings.TrimSuffix(strings.Join(words, " "), "’s"), "'s")
			}
		}
		if n > 0 {
			end = start + 1
		}
	}
	return ""
}
