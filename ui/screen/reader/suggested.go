package reader

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/suggest"
	"galley/ui/keys"
	"galley/ui/kit"
)

// within returns the suggestions in a window of the text, if they are shown.
func (w *walk) within(window annotate.Span) (list []suggest.Suggestion) {
	if !w.shown {
		return nil
	}
	for _, o := range w.open {
		for _, part := range o.Parts {
			if part.Span.Overlaps(window) {
				list = append(list, part)
			}
		}
	}
	return list
}

// spans returns the parts of the suggestion that is asked about.
func (w *walk) spans() (spans []annotate.Span) {
	if i := w.index(); i >= 0 {
		for _, part := range w.open[i].Parts {
			spans = append(spans, part.Span)
		}
	}
	return spans
}

// count says how many suggestions are open, if they are shown: "7 suggested quotes, 3
// claims".
func (w *walk) count() string {
	switch {
	case !w.shown:
		return ""
	case w.search != searched && len(w.open) == 0:
		return "looking…"
	case w.search != searched:
		return countTags(w.open, "suggested ") + "…"
	}
	return countTags(w.open, "suggested ")
}

// countTags counts offers by tag: "7 quotes, 3 claims", with a word before the first noun.
func countTags(list []suggest.Offer, word string) string {
	count := map[annotate.Tag]int{}
	for _, o := range list {
		count[o.First().Tag]++
	}
	var parts []string
	for _, tag := range []annotate.Tag{annotate.Quote, annotate.Claim, annotate.Opinion} {
		if n := count[tag]; n > 0 {
			parts = append(parts, annotate.Plural(n, word+string(tag)))
			word = ""
		}
	}
	return strings.Join(parts, ", ")
}

// notice draws the message and what is asked, on one row if they fit.
func (w *walk) notice(s *state) string {
	c, message, count := s.body.canvas, s.message, w.count()
	line := w.line(s)
	both := strings.TrimSpace(message.Text + "  " + line)
	if message.Text == "" || line == "" || c.Method.StringWidth(both+count)+3 <= c.Width {
		message.Text = both
		return c.Notice(message, count)
	}
	return c.Notice(message, "") + "\n" + c.Notice(kit.NoticeMsg{Text: line}, count)
}

// line describes the suggestion that is asked about: "1 of 7: quote? Ada Lund, harbor
// union chair · certain: “…” said Ada Lund".
func (w *walk) line(s *state) string {
	i := w.index()
	switch {
	case len(w.open) == 0:
		return ""
	case i < 0:
		return s.env.Keys.Key(keys.Suggest, keys.NextAnnotation) + " goes to the next suggestion."
	}
	o := w.open[i]
	first := o.First()
	parts := ""
	if n := len(o.Parts); n > 1 {
		parts = fmt.Sprintf("%d parts", n)
	}
	about := kit.JoinParts(" · ", string(first.Tier)+": "+first.Reason, parts)
	return kit.OneLine(fmt.Sprintf("%d of %d: %s? %s", i+1, len(w.open), first.Tag, kit.JoinParts(" · ", who(o), about)))
}

// who says whose words a suggestion has: a name and what is said about it. For a
// pronoun it adds a guess: "she: Ada Lund?".
func who(o suggest.Offer) string {
	fields := o.First().Fields
	spec := o.First().Tag.Spec()
	name, role := fields.Get(spec.Who[0]), ""
	if len(spec.Who) > 1 {
		role = fields.Get(spec.Who[1])
	}
	if o.Guess != "" {
		return name + ": " + o.Guess + "?"
	}
	return kit.JoinParts(", ", name, role)
}
