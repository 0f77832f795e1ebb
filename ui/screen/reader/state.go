package reader

import (
	"fmt"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A state is what every key acts on: the text on the screen, its annotations,
// the mode, and the message at the bottom.
type state struct {
	annotations
	env       Env
	body      body
	mode      keys.Mode
	base      keys.Mode // the mode that others return to: Read, Place while an annotation is being placed, or Settle
	message   kit.NoticeMsg
	codebook  annotate.Codebook
	elsewhere []string // labels of other articles, nil before they are read
	waiting   []string // labels for what is selected
	copied    string   // to be sent to the terminal's clipboard after this update
}

// say shows a message; warn shows one about something that failed.
func (s *state) say(format string, args ...any) {
	s.message = kit.NoticeMsg{Text: fmt.Sprintf(format, args...)}
}

func (s *state) warn(format string, args ...any) {
	s.message = kit.NoticeMsg{Text: fmt.Sprintf(format, args...), Kind: kit.Error}
}

// key returns the key of an action while reading.
func (s *state) key(action keys.Action) string { return s.env.Keys.Key(keys.Read, action) }

// tagKey returns the tag that a key marks with while reading; ok is false for
// other keys.
func (s *state) tagKey(key string) (tag annotate.Tag, ok bool) {
	tag, ok = tags[s.env.Keys.Action(keys.Read, key)]
	return tag, ok
}

// tags maps the tagging actions to their tags.
var tags = map[keys.Action]annotate.Tag{
	keys.TagClaim: annotate.Claim, keys.TagQuote: annotate.Quote, keys.TagOpinion: annotate.Opinion,
}

func (s *state) now() time.Time { return s.env.Now().UTC() }

// enter begins a mode.
func (s *state) enter(mode keys.Mode) {
	selecting := s.mode == keys.Select && (mode == keys.Find || mode == keys.Labels) // Find extends it, Labels returns to it
	s.mode, s.body.sel.active = mode, selecting || mode == keys.Select || mode == keys.Resize
	if !s.body.sel.active {
		s.body.sel.grown, s.waiting = nil, nil
	}
}

// selectSpan begins or replaces the selection. The caret goes to its end.
func (s *state) selectSpan(span annotate.Span) {
	s.enter(keys.Select)
	s.body.selectSpan(span)
}

// endSelection drops the selection, if there is one.
func (s *state) endSelection() {
	if s.mode == keys.Select {
		s.enter(s.base)
	}
}

// copy sends text to the terminal's clipboard.
func (s *state) copy(text string) { s.copied = source.Clean(text) }

// current returns the annotation that keys act on; ok is false if there is none
// at the caret.
func (s *state) current() (a annotate.Annotation, ok bool) { return s.currentAt(s.body.caret) }

// here returns the current annotation, or shows a message if there is none.
func (s *state) here() (annotate.Annotation, bool) {
	a, ok := s.current()
	if !ok {
		s.say("No annotation here: %s %s %s tag the sentence, %s goes to the next annotation.",
			s.key(keys.TagClaim), s.key(keys.TagQuote), s.key(keys.TagOpinion), s.key(keys.NextAnnotation))
	}
	return a, ok
}

// targets returns the spans that a tag key tags: the selection without the
// blanks at its ends, else count sentences from the caret on.
func (s *state) targets(count int) (spans []annotate.Span) {
	b := &s.body
	if s.mode == keys.Select {
		if span, ok := b.sel.span(b.prose).Trim(b.Text); ok {
			spans = append(spans, span)
		}
		return spans
	}
	span := b.sentence(b.caret.off)
	for ok := true; ok && count > 0; count-- {
		if trimmed, some := span.Trim(b.Text); some {
			spans = append(spans, trimmed)
		}
		span, ok = b.sentenceAfter(span)
	}
	return spans
}

func (s *state) newAnnotation(span annotate.Span, tag annotate.Tag) annotate.Annotation {
	now := s.now()
	return annotate.Annotation{
		ID: s.env.NewID(), Article: s.body.ID, Tag: tag, Creator: s.env.Author, Created: now, Modified: now,
		Anchor: s.anchor(span),
	}
}

func (s *state) anchor(span annotate.Span) annotate.Anchor {
	return anchor.Describe(s.body.Text, s.body.Digest, span)
}

// edit applies change to an annotation and commits the result. It reports
// whether anything changed.
func (s *state) edit(what string, before annotate.Annotation, change func(*annotate.Annotation)) bool {
	after := before.Clone()
	change(&after)
	if after.Equal(before) {
		return false
	}
	after.Modified, after.Seen = s.now(), after.Suggested != ""
	return s.commit(s.body.withPlace(what, before.Anchor.Span), annotate.Edit(before, after))
}

// commit shows changes and saves them as one step. It reports whether they
// were made.
func (s *state) commit(what string, changes ...annotate.Change) bool {
	return s.commitStep(annotate.Step{Summary: what, Changes: changes})
}

func (s *state) commitStep(step annotate.Step) bool {
	set, err := s.set.Apply(step.Changes...)
	if err != nil {
		s.warn("Changed in another window: your change was not made.")
		return false
	}
	step.ID, step.Time, step.Creator = s.env.NewID(), s.now(), s.env.Author
	if s.whose >= others {
		s.whose = everyones // else the change of the user would not be seen
	}
	s.replace(set)
	s.steps.add(step)
	s.env.Library.Save(s.body.ID, step)
	return true
}

// goTo goes to a numbered paragraph, or to the end without a number.
func (s *state) goTo(number int) {
	switch {
	case number == 0:
		s.body.jump(len(s.body.Text) - 1)
		s.sayFolded()
	case !s.body.goTo(number):
		s.warn("This article has no numbered paragraph.")
	}
}
