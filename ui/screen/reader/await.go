package reader

import (
	"strings"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
)

// An await is what the next key will be taken for, instead of an action.
type await uint8

// What may be awaited.
const (
	awaitNothing   await = iota
	awaitTag             // the new tag of an annotation
	awaitStatus          // how an annotation stands
	awaitOthers          // the tag for the same words elsewhere
	awaitCharacter       // the character to go to
	awaitLabel           // a letter of a label
)

// unawait takes the next key for what it is again.
func (r *Reader) unawait() { r.await, r.labels = awaitNothing, labelling{} }

// awaited handles the key that was awaited. Keys that lead back or out are
// never taken for anything else.
func (r *Reader) awaited(key string) []effect.Effect {
	switch r.bound(key) {
	case keys.Back:
		r.unawait()
		r.say("Nothing was done.")
		return nil
	case keys.Quit:
		if len(key) > 1 {
			r.unawait()
			return []effect.Effect{effect.Quit{}}
		}
	}
	what := r.await
	r.await = awaitNothing
	switch what {
	case awaitTag:
		return r.finishRetag(key)
	case awaitStatus:
		return r.finishStatus(key)
	case awaitOthers:
		return r.finishOthers(key)
	case awaitCharacter:
		r.finishFindChar(key)
	case awaitLabel:
		r.finishLabel(key)
	}
	return nil
}

// tagOf is the tag that a key stands for.
func (r *Reader) tagOf(key string) (annotate.Tag, bool) {
	_, out := r.env.Keys.Press(keys.Read, keys.Pending{}, key, false)
	tag, ok := map[keys.Action]annotate.Tag{
		keys.TagClaim: annotate.Claim, keys.TagQuote: annotate.Quote, keys.TagOpinion: annotate.Opinion,
	}[out.Action]
	return tag, ok
}

// startFindChar waits for the character to go to.
func (r *Reader) startFindChar(count int) []effect.Effect {
	r.await, r.times = awaitCharacter, max(count, 1)
	r.say("To which character?")
	return nil
}

// finishFindChar goes to the next occurrence of a character, over rows and
// paragraphs.
func (r *Reader) finishFindChar(key string) {
	if key == "space" {
		key = " "
	}
	if annotate.NextGrapheme(key, 0) < len(key) {
		r.say(keys.Name(key) + " is no character.")
		return
	}
	off := r.caret
	for n := r.times; n > 0; n-- {
		from := annotate.NextGrapheme(r.article.Text, off)
		at := strings.Index(r.article.Text[from:], key)
		if at < 0 {
			r.say("No " + keys.Name(key) + " from here on.")
			return
		}
		off = from + at
	}
	r.jump(off)
}
