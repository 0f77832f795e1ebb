package reader

import (
	"galley/ui/keys"
)

// back goes one step back: out of a prompt or a mode, then out of the reader.
func (r *Reader) back() {
	s := &r.state
	switch {
	case len(r.drafts) > 0 && r.prompt != nil:
		r.answer("esc")
	case r.isAsking():
		r.dropPrompt()
		r.say("Canceled.")
	case r.mode == keys.Find:
		r.find.cancel(s)
	case r.mode == keys.Command:
		r.enter(r.base)
	case r.mode == keys.Note:
		r.enter(keys.Read)
		r.say("Canceled: nothing added.")
	case r.mode == keys.Labels:
		r.labeling.close(s)
		r.say("Canceled: labels unchanged.")
	case r.mode == keys.Offer:
		r.sequence.end(s, &r.tagger)
	case r.mode == keys.Suggest:
		r.walk.end(s)
	case r.mode == keys.Resize:
		r.resizing.cancel(s)
	case r.mode == keys.Select:
		r.endSelection()
	case r.mode == keys.Settle:
		r.settling.leave(s)
	case r.mode == keys.Place:
		r.placing.cancel(s)
	case r.find.visible():
		r.find = find{}
	case len(r.hints) > 0:
		r.hints = nil
	default:
		r.say("%s opens the library, %s quits; everything is saved.", r.key(keys.OpenLibrary), r.key(keys.Quit))
	}
}

// settle finishes unfinished work before Galley quits: it keeps a typed source,
// and the accepted occurrences of the same words.
func (r *Reader) settle() {
	r.dropPrompt()
	switch r.mode {
	case keys.Note:
		r.backing.keep(&r.state)
	case keys.Labels:
		r.labeling.keep(&r.state)
	case keys.Offer:
		r.sequence.end(&r.state, &r.tagger)
	}
}
