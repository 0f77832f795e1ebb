package reader

import (
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// press handles a key press.
func (r *Reader) press(msg tea.Msg) {
	switch msg := msg.(type) {
	case kit.ActionMsg:
		r.do(msg.Action, msg.Count)
	case kit.UnboundMsg:
		r.say("%s", unboundText(r.env.Keys, r.mode, msg.Sequence))
	case kit.PendingMsg:
		r.pending = msg.Pending
	case kit.KeyMsg:
		r.answer(msg.Key)
	}
}

// input handles a key or a paste while text is typed.
func (r *Reader) input(msg tea.Msg) {
	r.message = kit.NoticeMsg{}
	switch r.mode {
	case keys.Find:
		r.find.update(&r.state, msg)
	case keys.Command:
		r.command.input = r.command.input.Update(msg)
	case keys.Labels:
		r.labeling.update(&r.state, r.labeling.input.Update(msg))
	case keys.Note:
		r.backing.input, r.backing.saved = r.backing.input.Update(msg), false
	}
}

// answer answers the prompt with a key.
func (r *Reader) answer(key string) {
	switch {
	case r.labels.link != "":
		r.pickLink(key)
		return
	case r.labels.active:
		r.labels.press(&r.state, key)
		return
	}
	if answer := r.prompt; answer != nil {
		r.prompt = nil
		answer(r, key)
	}
}

// dropPrompt cancels the prompt: keys are actions again.
func (r *Reader) dropPrompt() { r.prompt, r.labels = nil, labels{} }
