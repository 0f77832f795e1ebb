package suggest

import (
	"strings"

	"galley/annotate"
	"galley/annotate/segment"
)

// A statement is what a sentence says, without who says so: the words between quotation
// marks, or those after “Lund said that”.
type statement struct {
	span   annotate.Span
	by     attribution // who says so; without a rule it is the author
	quoted bool
}

// statements returns the statements in the sentences that are wanted, in text order. quotes
// must have been called.
func (p *paragraph) statements(isWanted func(string) bool) (all []statement) {
	for _, s := range p.sentences {
		s = trimmed(p.text, s, " \n\u00a0")
		if !isWanted(s.In(p.text)) {
			continue
		}
		quoted := false
		for i, passage := range p.passages {
			if !passage.Overlaps(s) {
				continue
			}
			part := annotate.Span{Start: max(s.Start, passage.Start), End: min(s.End, passage.End)}
			part = trimmed(p.text, part, " \n\u00a0\"“”„«»「」『』,")
			if n := segment.CountWords(part.In(p.text)); n >= minWords && 2*n >= segment.CountWords(s.In(p.text)) {
				all, quoted = append(all, statement{part, p.said[i], true}), true
			}
		}
		if !quoted {
			all = append(all, p.reported(s))
		}
	}
	return all
}

func trimmed(text string, s annotate.Span, cutset string) annotate.Span {
	s.Start += len(s.In(text)) - len(strings.TrimLeft(s.In(text), cutset))
	s.End = s.Start + len(strings.TrimRight(s.In(text), cutset))
	return s
}

// reported returns what a sentence without quotation marks says that somebody said, or all of
// it.
func (p *paragraph) reported(s annotate.Span) statement {
	all := tokens(p.text, s, p.passages)
	const maxSubject, maxObject = 14, 5
	for i := 1; i < len(all) && i <= maxSubject; i++ { // NAME said that …
		if !isStrong(all, all[i]) {
			continue
		}
		source, ok := subjectBefore(all, i)
		isFirst := ok && (source.Start == all[0].span.Start || i <= 4 ||
			isOpening(all[0]) && strings.HasSuffix(strings.TrimSpace(p.text[s.Start:source.Start]), ",")) // In May, NAME said
		if !isFirst {
			break
		}
		for k := i + 1; k < len(all) && k <= i+maxObject; k++ {
			if all[k].text == "that" && k+1 < len(all) {
				k++
			} else if k > i+1 || !strings.HasPrefix(all[i].text, "sa") || all[k].is(clauseWords) || !all[k].isWord() {
				continue
			}
			return p.statementBy(s, annotate.Span{Start: all[k].span.Start, End: s.End}, attribution{sentence, source, all[i].span})
		}
		break
	}
	if a := findAccordingTo(all); a.rule != nil && a.cue.Start == all[0].span.Start { // According to NAME, …
		for _, t := range all {
			if t.span.Start >= a.source.End && t.text == "," {
				return p.statementBy(s, annotate.Span{Start: t.span.End, End: s.End}, a)
			}
		}
	}
	for i, t := range all { // …, NAME said.
		if t.text != "," || i == 0 {
			continue
		}
		a := afterQuotation(all[i+1:])
		if a.rule == accordingTo || a.rule != nil && strong[strings.ToLower(a.cue.In(p.text))] {
			rest := annotate.Span{Start: max(a.source.End, a.cue.End), End: s.End}.In(p.text)
			const maxRest = 4
			if strings.HasPrefix(rest, ",") || segment.CountWords(rest) <= maxRest {
				return p.statementBy(s, annotate.Span{Start: s.Start, End: t.span.Start}, a)
			}
		}
	}
	return statement{span: s}
}

// statementBy returns the statement in part of a sentence, or all of the sentence if the part
// is too short to say anything.
func (p *paragraph) statementBy(s, part annotate.Span, by attribution) statement {
	part = trimmed(p.text, part, " \n\u00a0")
	if segment.CountWords(part.In(p.text)) < minWords {
		return statement{span: s}
	}
	return statement{span: part, by: by}
}
