package reader

import (
	"strings"

	"galley/annotate"
	"galley/ui/keys"
)

// A prompt is a pending question that the next key answers.
type prompt struct {
	question question
	subject  string // ID of the annotation that is asked about
	count    int    // how many times to do it
}

// A question is what a prompt asks for.
type question uint8

// The questions.
const (
	noQuestion   question = iota
	newTag                // the tag of an annotation
	newStatus             // its status
	elsewhereTag          // the tag for the selected words in other places
	character             // the character to go to
)

// askTag asks for another tag of the annotation here.
func (p *prompt) askTag(s *state) {
	a, ok := s.here()
	if !ok {
		return
	}
	*p = prompt{question: newTag, subject: a.ID}
	s.body.caret.target = a.ID
	s.say("This %s becomes:  %s claim  %s quote  %s opinion  %s cancels",
		a.Tag, s.key(keys.TagClaim), s.key(keys.TagQuote), s.key(keys.TagOpinion), s.key(keys.Back))
}

// retag changes the tag to that of a key.
func (p prompt) retag(s *state, key string) {
	tag, ok := s.tagKey(key)
	a, exists := s.set.Get(p.subject)
	switch {
	case !ok || !exists:
		s.say("Tag unchanged.")
		return
	case a.Tag == tag || s.has(a.Anchor.Span, tag):
		s.say("This is already %s.", tag.WithArticle())
		return
	}
	s.edit(string(a.Tag)+" made "+tag.WithArticle(), a, func(a *annotate.Annotation) { a.Tag = tag })
	s.say("Now %s. %s undoes it.", tag.WithArticle(), s.key(keys.Undo))
}

// askStatus asks for the status of the annotation at the caret.
func (p *prompt) askStatus(s *state) {
	a, ok := s.here()
	if !ok {
		return
	}
	choices := a.Tag.Statuses()
	if choices == nil {
		s.say("An opinion has no status.")
		return
	}
	*p = prompt{question: newStatus, subject: a.ID}
	s.body.caret.target = a.ID
	letters, offered := lettersOf(choices), make([]string, len(choices))
	for i, choice := range choices {
		offered[i] = unbroken(letters[i:i+1] + " " + choice)
	}
	s.say("%s", strings.Join(offered, "  "))
}

// setStatus sets the status for a letter.
func (p prompt) setStatus(s *state, key string) {
	a, ok := s.set.Get(p.subject)
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
	s.say("%s: %s. %s goes to the next open one.", a.Tag.Title(), choices[i], s.key(keys.NextOpen))
}

// lettersOf returns the keys of choices, which are in ASCII: for each choice
// its first letter that is still unused.
func lettersOf(choices []string) (letters string) {
	for _, choice := range choices {
		i := strings.IndexFunc(choice, func(r rune) bool { return !strings.ContainsRune(letters, r) })
		letters += choice[i : i+1]
	}
	return letters
}

// askElsewhere asks for the tag of the selected words in other places.
func (p *prompt) askElsewhere(s *state) {
	*p = prompt{question: elsewhereTag}
	s.say("Mark these words everywhere: %s claim, %s quote, %s opinion?",
		s.key(keys.TagClaim), s.key(keys.TagQuote), s.key(keys.TagOpinion))
}

// askCharacter asks for the character to go to, count times.
func (p *prompt) askCharacter(s *state, count int) {
	*p = prompt{question: character, count: max(count, 1)}
	s.say("To which character?")
}

// goToCharacter goes to the next occurrence of a character, over rows and
// paragraphs.
func (p prompt) goToCharacter(s *state, key string) {
	if key == "space" {
		key = " "
	}
	if annotate.NextGrapheme(key, 0) < len(key) {
		s.say("%s is not a character.", keys.Name(key))
		return
	}
	text, off := s.body.Text, s.body.caret.off
	for n := p.count; n > 0; n-- {
		from := annotate.NextGrapheme(text, off)
		at := strings.Index(text[from:], key)
		if at < 0 {
			s.say("No %s from here on.", keys.Name(key))
			return
		}
		off = from + at
	}
	s.body.jump(off)
	s.sayFolded()
}
