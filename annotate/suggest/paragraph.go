package suggest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
)

// A paragraph is a block that is searched for quotations.
type paragraph struct {
	text      string
	block     annotate.Span
	english   bool
	voice     *voice          // how speech is attributed, if not in English; nil if that is unknown
	passages  []annotate.Span // with their marks, outermost only
	sentences []annotate.Span
	leadIn    attribution   // of a quotation at the start, by the paragraph before
	said      []attribution // of the passages, made by quotes
}

func newParagraph(text string, block annotate.Span, language string) *paragraph {
	p := &paragraph{text: text, block: block, english: language == "en", voice: voices[language]}
	for off := block.Start; off < block.End; {
		i := strings.IndexFunc(text[off:block.End], isDoubleMark)
		if off == block.Start && p.voice != nil && strings.HasPrefix(text[off:], "—") { // dialogue: —No —dijo Ana—.
			i = 0
		}
		if i < 0 {
			break
		}
		off += i
		outer, _, ok := segment.Quotation(text, block, off)
		if ok && outer.Start == off {
			p.passages = append(p.passages, outer)
			off = outer.End
			continue
		}
		_, size := utf8.DecodeRuneInString(text[off:])
		off += size
	}
	if p.english || p.voice != nil && len(p.passages) > 0 {
		p.sentences = slices.Collect(segment.Sentences(text, block))
	}
	return p
}

func isDoubleMark(r rune) bool {
	return strings.ContainsRune("\"“”„«»「」『』❝❞＂〝〞״`", r)
}

// sentenceAt returns the sentence that contains off.
func (p *paragraph) sentenceAt(off int) annotate.Span {
	for _, s := range p.sentences {
		if off < s.End {
			return s
		}
	}
	return annotate.Span{Start: p.block.End, End: p.block.End}
}

const (
	minWords    = 4 // of a quotation without a speaker
	minCueWords = 2 // of one with a speaker next to it
)

// quotes returns the suggestions of the paragraph.
func (p *paragraph) quotes() (all []Suggestion) {
	var last attribution // of the quotation before, if it has a speaker
	for i, passage := range p.passages {
		a := attribution{}
		if p.english || p.voice != nil {
			a = p.attribute(i)
		}
		interrupted := last.rule != nil && p.isInterrupted(i)
		if interrupted {
			a = attribution{rule: continuation, source: last.source}
		}
		if i == 0 && a.rule == nil && p.isOwnSentence(i) && passage.Start == p.block.Start {
			a = p.leadIn
		}
		if a.rule == nil && last.rule != nil && p.isOwnSentence(i) {
			a = attribution{rule: continuation, source: last.source}
		}
		last = a
		p.said = append(p.said, a)
		words := segment.CountWords(passage.In(p.text))
		if words >= minWords || words >= minCueWords && a.rule != nil {
			s := p.suggestion(passage, a)
			s.Continues = interrupted && len(all) > 0
			all = append(all, s)
		}
	}
	return all
}

// isInterrupted reports whether a passage is the next part of the sentence that the
// passage before it began: “…,” said Lund, “…”.
func (p *paragraph) isInterrupted(i int) bool {
	if i == 0 {
		return false
	}
	before, passage := p.passages[i-1], p.passages[i]
	between := strings.TrimSpace(p.text[before.End:passage.Start])
	inner := strings.TrimRightFunc(before.In(p.text), isDoubleMark)
	pauses := strings.HasSuffix(inner, ",") || p.voice != nil && strings.HasPrefix(between, ",")
	return pauses && strings.HasSuffix(between, ",") && p.sentenceAt(before.Start) == p.sentenceAt(passage.Start)
}

// goesOn returns the attribution of a quotation that begins the next paragraph: that of
// the last one if it is not closed, or what comes before a colon at the end.
func (p *paragraph) goesOn() attribution {
	if n := len(p.passages); n > 0 && p.said[n-1].rule != nil && p.passages[n-1].End == p.block.End && !isClosed(p.passages[n-1].In(p.text)) {
		return attribution{rule: continuation, source: p.said[n-1].source}
	}
	if !p.english || !strings.HasSuffix(p.text[:p.block.End], ":") {
		return attribution{}
	}
	s := p.sentenceAt(p.block.End - 1)
	a := beforeQuotation(tokens(p.text, s, p.passages))
	if a.rule != nil {
		a.rule = leadIn
	}
	return a
}

// isClosed reports whether a quotation ends with a mark.
func isClosed(passage string) bool {
	last, _ := utf8.DecodeLastRuneInString(passage)
	return isDoubleMark(last)
}

// isOwnSentence reports whether nothing but quotations is in the sentences of a passage.
func (p *paragraph) isOwnSentence(i int) bool {
	passage := p.passages[i]
	end := max(p.sentenceAt(passage.End-1).End, passage.End)
	return p.sentenceAt(passage.Start).Start >= passage.Start && strings.Trim(p.text[passage.End:end], ".!?…") == ""
}

// suggestion returns the suggestion of a passage. It does not contain a comma that
// belongs to the sentence around it: the marks and all between them are the quotation.
func (p *paragraph) suggestion(passage annotate.Span, a attribution) Suggestion {
	s := Suggestion{Tag: annotate.Quote, Span: passage, Tier: Likely, Rule: "marks", Reason: "quotation marks", Score: .9}
	if a.rule == nil {
		return s
	}
	s.Tier, s.Rule, s.Score, s.Cue = a.rule.tier, a.rule.name, a.rule.precision, a.cue
	if !p.english {
		s.Tier, s.Score = Likely, min(s.Score, foreignAfter.precision)
	}
	s.attributeTo(p, "speaker", a)
	s.Reason = strings.NewReplacer("NAME", s.Fields.Get("speaker"), "CUE", a.cue.In(p.text)).Replace(a.rule.reason)
	return s
}

// attributeTo fills the fields of a suggestion with who said its words, if that is known.
func (s *Suggestion) attributeTo(p *paragraph, field string, a attribution) {
	if a.rule == nil {
		return
	}
	name, role := p.nameAndRole(a.source)
	s.Source = a.source
	s.Fields = annotate.Fields{field: {name}}
	if s.Tag == annotate.Quote {
		s.Fields.Set("role", role)
	}
}
