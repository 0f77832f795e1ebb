package reader

import (
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

// copyMessage is the message after a copy, with the key that frees the mouse. Galley
// cannot know whether the terminal accepted it.
const copyMessage = "Copied through the terminal. If the clipboard stays empty: drag with shift held, or %s and drag, then copy " +
	"as in any program; tmux needs set-clipboard on."

// copyWords copies the selection, or the sentence here.
func (s *state) copyWords() {
	spans := s.targets(1)
	s.endSelection()
	if len(spans) == 0 {
		s.copyOrWarn("")
		return
	}
	s.copyOrWarn(spans[0].In(s.body.Text))
}

// cite copies a citation of the annotation here, else of the selection or the
// sentence here.
func (s *state) cite() {
	var words annotate.Span
	who := ""
	if a, ok := s.current(); ok && s.mode == keys.Read {
		words, who = a.Anchor.Span, a.Who()
	} else if spans := s.targets(1); len(spans) > 0 {
		words = spans[0]
	}
	s.endSelection()
	if words.Empty() {
		s.copyOrWarn("")
		return
	}
	s.copyOrWarn(citation(s.body.Article, words, who))
}

// copyOrWarn copies text, unless there is none.
func (s *state) copyOrWarn(text string) {
	if text == "" {
		s.warn("Nothing to copy here: the selection is blank.")
		return
	}
	s.say(copyMessage, s.key(keys.ReleaseMouse))
	s.copy(text)
}

// citation returns the words on one line, and their source on another: speaker,
// byline, title, paragraph, date, and address or file name.
func citation(a *annotate.Article, span annotate.Span, who string) string {
	words := strings.Join(strings.Fields(span.In(a.Text)), " ")
	if !strings.ContainsAny(words[:min(len(words), 3)], "“„«\"") {
		words = "“" + words + "”"
	}
	paragraph := a.Numbers(span)
	switch {
	case a.Range(span) != "":
		paragraph = "paragraphs " + paragraph
	case paragraph != "":
		paragraph = "paragraph " + paragraph
	}
	from := kit.JoinParts(", ", who, a.Meta.Byline, a.Name(), paragraph, a.Meta.Published, append(a.Source.Public().Addresses(), a.Source.Public().Location)[0])
	return words + "\n— " + from
}
