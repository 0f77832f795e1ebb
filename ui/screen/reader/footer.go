package reader

import (
	"cmp"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

// header is the line at the top: the title, what is marked, and the place.
func (r *Reader) header() string {
	b := &r.body
	count := r.set.CountByTag()
	var counts []string
	for _, tag := range annotate.Tags() {
		counts = append(counts, fmt.Sprintf("%s %d", tag.Letter(), count[tag]))
	}
	if n := r.set.NeedPlacing(); n > 0 {
		counts = append(counts, fmt.Sprintf("? %d", n))
	}
	number := b.NumberAt(b.caret.off)
	place := fmt.Sprintf("¶ %d/%d", number, b.numbered)
	if number == 0 {
		place = b.Blocks[b.BlockAt(b.caret.off)].Kind.String()
	}
	right := fmt.Sprintf("%s   %s   %d%%", strings.Join(counts, "  "), place, b.read())
	return b.canvas.Header(b.Name(), right)
}

// bottom is the footer, with a hint above it if there is one.
func (r *Reader) bottom() string {
	footer := r.footer()
	if len(r.hints) == 0 || r.mode != keys.Read || r.message.Text != "" || r.pending.Keys != "" {
		return footer
	}
	return r.body.canvas.Notice(r.hints[0].text(r.env.Keys), "", false) + "\n" + footer
}

// covered is how many rows of the text area lie under a footer of several rows.
// Where a panel covers the lower part of the screen, nothing is said there.
func (r *Reader) covered(bottom string) int {
	if r.shared {
		return 0
	}
	return min(strings.Count(bottom, "\n"), r.body.view.height)
}

// footer is the line at the bottom: what is typed, the keys that go on with a
// sequence, a message in as many rows as it takes, or the keys of the mode; and
// whether all is saved.
func (r *Reader) footer() string {
	c, state := r.body.canvas, r.footerState()
	switch {
	case r.typing():
		prompt, input := r.typed()
		text, _ := input.View(r.typingWidth(prompt))
		return c.Line(prompt+text, r.besideTyping())
	case r.pending.Keys != "":
		var parts []string
		for _, hint := range r.env.Keys.After(r.mode, r.pending.Keys) {
			parts = append(parts, unbroken(hint.String()))
		}
		return c.Notice(strings.Join(parts, "  "), state, false)
	case r.message.Text != "":
		return c.Notice(r.message.Text, state, r.message.Kind == kit.Trouble)
	}
	return c.Footer(r.offered(), r.mode, state)
}

// offered are the keys that are of use where the caret is: only on an
// annotation is there a card to open, and a selection is for tags unless an
// annotation is being placed.
func (r *Reader) offered() keys.Table {
	var useless []keys.Action
	if _, ok := r.current(); !ok {
		useless = append(useless, keys.OpenCard)
	}
	switch {
	case r.mode != keys.Select:
	case r.placing.id != "":
		useless = append(useless, keys.TagClaim, keys.TagQuote, keys.TagOpinion)
	default:
		useless = append(useless, keys.Accept)
	}
	return r.env.Keys.Without(useless...)
}

// typed is what is being typed, and the prompt before it.
func (r *Reader) typed() (prompt string, input kit.Field) {
	if r.mode == keys.Note {
		return r.backing.prompt(r.set), r.backing.input
	}
	return "Find: ", r.find.input
}

// besideTyping is what is shown beside what is typed.
func (r *Reader) besideTyping() string {
	return cmp.Or(r.message.Text, r.body.canvas.Named(r.env.Keys, r.mode))
}

// typingWidth is the room for what is typed, in cells: at least half of the
// screen with the prompt.
func (r *Reader) typingWidth(prompt string) int {
	c := r.body.canvas
	return max(c.Width-len(prompt)-c.Method.StringWidth(r.besideTyping())-3, c.Width/2-len(prompt))
}

// footerState is what the footer shows at its right: a command that is not
// whole yet, and whether all is saved.
func (r *Reader) footerState() string {
	if p := r.pending.String(); p != "" {
		return p + "  " + r.saveState()
	}
	return r.saveState()
}

// unbound says that keys mean nothing here and which ones do.
func (r *Reader) unbound(sequence string) {
	key := func(action keys.Action) string { return r.env.Keys.Key(r.mode, action) }
	nothing := keys.Name(sequence) + " does nothing"
	switch r.mode {
	case keys.Select:
		r.say("%s while selecting: %s %s %s tag, %s goes to the other end, %s ends.", nothing,
			key(keys.TagClaim), key(keys.TagQuote), key(keys.TagOpinion), key(keys.SwapEnds), key(keys.Back))
	case keys.Place:
		r.say("%s while placing: %s takes the place that is shown, %s selects other words, %s leaves it for later.", nothing,
			key(keys.Accept), key(keys.StartSelect), key(keys.Back))
	case keys.Resize:
		r.say("%s while resizing: move, then %s keeps, %s leaves it as it was.", nothing, key(keys.Accept), key(keys.Back))
	default:
		r.say("%s here: %s shows the keys.", nothing, r.key(keys.ShowHelp))
	}
}

// sayHowToQuit says how to leave a mode in which q does not mark.
func (r *Reader) sayHowToQuit() {
	r.say("%s leaves the annotation as it was; then %s quits.", r.env.Keys.Key(r.mode, keys.Back), r.key(keys.Quit))
}
