package reader

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A prompt handles the key that answers a pending question. It is nil if no
// question is pending.
type prompt func(r *Reader, key string)

// askHeader asks whether to check the damaged header of the library. Nothing is
// saved until it has been checked.
func (p *prompt) askHeader(s *state) {
	s.warn("%s", kit.HeaderQuestion)
	*p = func(r *Reader, key string) {
		if key == "y" {
			r.env.Outbox.Post(kit.CheckHeaderMsg{})
			return
		}
		r.say("%s", kit.HeaderLater)
	}
}

// askTag asks for a new tag for the annotation at the caret.
func (p *prompt) askTag(s *state) {
	a, ok := s.here()
	if !ok {
		return
	}
	s.body.caret.target = a.ID
	s.say("Change this %s to:  %s claim  %s quote  %s opinion  %s cancels",
		a.Tag, s.key(keys.TagClaim), s.key(keys.TagQuote), s.key(keys.TagOpinion), s.key(keys.Back))
	*p = func(r *Reader, key string) { r.retag(a.ID, key) }
}

// retag changes the tag of an annotation to the one that key is bound to.
func (s *state) retag(id, key string) {
	tag, ok := s.tagKey(key)
	a, exists := s.set.Get(id)
	switch {
	case !ok || !exists:
		s.say("Tag unchanged.")
		return
	case a.Tag == tag || s.has(a.Anchor.Span, tag):
		s.say("This is already %s.", tag.WithArticle())
		return
	}
	parts := slices.Clone(s.set.Whole(id))
	for i := range parts {
		parts[i].Tag = tag
	}
	s.commitEdits(string(a.Tag)+" changed to "+tag.WithArticle(), parts...)
	s.say("Now %s. %s undoes it.", tag.WithArticle(), s.key(keys.Undo))
}

// askStatus asks for the status of the annotation at the caret.
func (p *prompt) askStatus(s *state) {
	a, ok := s.here()
	if !ok {
		return
	}
	here := a.ID
	a = s.set.Whole(a.ID).First()
	verdicts := a.Tag.Spec().Verdicts
	if verdicts == nil {
		s.say("An opinion has no status.")
		return
	}
	s.body.caret.target = here
	letters, parts := lettersOf(a.Tag.Statuses()), make([]string, len(verdicts))
	for i, v := range verdicts {
		parts[i] = unbroken(fmt.Sprintf("%c %s", letters[i], v))
	}
	s.say("This %s is %s. Now:  %s  %s cancels", a.Tag, unbroken(a.Verdict().String()), strings.Join(parts, "  "), s.key(keys.Back))
	*p = func(r *Reader, key string) { r.setStatus(a.ID, key) }
}

// setStatus sets the status of an annotation to the choice whose letter is key.
func (s *state) setStatus(id, key string) {
	a, ok := s.set.Get(id)
	if !ok {
		return
	}
	choices, field := a.Tag.Statuses(), a.Tag.Spec().Status
	i := strings.Index(lettersOf(choices), key)
	if i < 0 || len(key) != 1 {
		s.say("Status unchanged.")
		return
	}
	s.edit(field+" of "+string(a.Tag), a, func(a *annotate.Annotation) { a.Fields = a.Fields.With(field, choices[i]) })
	s.body.caret.target = a.ID
	s.say("%s: %s. %s. %s goes to the next open one.", a.Tag.Title(), a.Tag.Spec().Verdicts[i], s.set.Progress(), s.key(keys.NextOpen))
}

// lettersOf returns one letter for each choice: the first in it that no earlier
// choice has. Choices must be ASCII.
func lettersOf(choices []string) (letters string) {
	for _, choice := range choices {
		i := strings.IndexFunc(choice, func(r rune) bool { return !strings.ContainsRune(letters, r) })
		letters += choice[i : i+1]
	}
	return letters
}

// askElsewhere asks which tag to give the other occurrences of the selected words.
func (p *prompt) askElsewhere(s *state) {
	s.say("Tag these words everywhere: %s claim, %s quote, %s opinion?",
		s.key(keys.TagClaim), s.key(keys.TagQuote), s.key(keys.TagOpinion))
	*p = (*Reader).tagSelectedElsewhere
}

// askCharacter asks for a character, then goes to its next occurrence, count times.
func (p *prompt) askCharacter(s *state, count int) {
	s.say("Go to which character?")
	*p = func(r *Reader, key string) { r.goToCharacter(key, count) }
}

// goToCharacter goes to the count-th occurrence of a character after the caret,
// across rows and paragraphs.
func (s *state) goToCharacter(key string, count int) {
	if key == "space" {
		key = " "
	}
	if annotate.NextGrapheme(key, 0) < len(key) {
		s.say("%s is not a character.", keys.Name(key))
		return
	}
	text, off := s.body.Text, s.body.caret.off
	for range max(count, 1) {
		from := annotate.NextGrapheme(text, off)
		at := strings.Index(text[from:], key)
		if at < 0 {
			s.say("No %s after the cursor.", keys.Name(key))
			return
		}
		off = from + at
	}
	s.body.jump(off)
	s.sayFolded()
}
