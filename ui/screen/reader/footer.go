package reader

import (
	"cmp"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A footer is the bottom of the screen: the input line, the keys that continue
// a sequence, a message, or the keys of the mode. A message takes as many rows
// as it needs; a hint has rows of its own above the keys.
type footer struct {
	canvas  kit.Canvas
	keys    keys.Table
	mode    keys.Mode
	pending keys.Pending
	message kit.NoticeMsg
	hints   hints
	prompt  string
	input   *kit.Field // nil: no input line
	saving  string     // whether everything is on disk
	offered keys.Table // the keys that apply here
	covered bool       // by a panel
}

// footer returns the current footer.
func (r *Reader) footer() footer {
	f := footer{
		canvas: r.body.canvas, keys: r.env.Keys, mode: r.mode, pending: r.pending, message: r.message, hints: r.hints,
		saving: r.steps.state(r.env.Library.Pending(r.body.ID)), offered: r.offered(), covered: r.shared,
	}
	switch r.mode {
	case keys.Find:
		f.prompt, f.input = "Find: ", &r.find.input
	case keys.Note:
		f.prompt, f.input = r.backing.prompt(r.set), &r.backing.input
	}
	return f
}

// String draws the footer.
func (f footer) String() string {
	c := f.canvas
	switch {
	case f.input != nil:
		text, _ := f.input.View(f.inputWidth())
		return c.Line(f.prompt+text, f.besideInput())
	case f.pending.Keys != "":
		var parts []string
		for _, hint := range f.keys.After(f.mode, f.pending.Keys) {
			parts = append(parts, unbroken(hint.String()))
		}
		return c.Notice(kit.NoticeMsg{Text: strings.Join(parts, "  ")}, f.state())
	case f.message.Text != "":
		return c.Notice(f.message, f.state())
	}
	line := c.Footer(f.offered, f.mode, f.state())
	if len(f.hints) > 0 && f.mode == keys.Read {
		return c.Notice(kit.NoticeMsg{Text: f.hints[0].text(f.keys)}, "") + "\n" + line
	}
	return line
}

// showsKeys reports whether the keys of the mode are shown.
func (f footer) showsKeys() bool {
	return f.input == nil && f.pending.Keys == "" && f.message.Text == "" && !f.covered
}

// covers returns how many rows of the text area the drawn footer covers.
func (f footer) covers(drawn string) int {
	if f.covered {
		return 0
	}
	return min(strings.Count(drawn, "\n"), max(f.canvas.Height-2, 1))
}

// state returns the text at the right: an incomplete command, and whether
// everything is on disk.
func (f footer) state() string {
	if p := f.pending.String(); p != "" {
		return p + "  " + f.saving
	}
	return f.saving
}

// besideInput returns the remark beside the input: a message or the key hints.
func (f footer) besideInput() string {
	return cmp.Or(f.message.Text, f.canvas.KeyHints(f.keys, f.mode))
}

// inputWidth returns the width of the input, in cells: with its prompt at least
// half of the screen.
func (f footer) inputWidth() int {
	c := f.canvas
	return max(c.Width-len(f.prompt)-c.Method.StringWidth(f.besideInput())-3, c.Width/2-len(f.prompt))
}

// cursor returns the column of the cursor in the input line.
func (f footer) cursor() int {
	_, at := f.input.View(f.inputWidth())
	return len(f.prompt) + at
}

// offers holds key tables without the keys that do not apply in a situation.
type offers struct {
	all       keys.Table
	noCard    keys.Table // away from annotations there is no card to open
	selecting keys.Table // a selection is for tags
	placing   keys.Table // unless an annotation is being placed
}

func newOffers(t keys.Table) offers {
	return offers{t, t.Without(keys.OpenCard), t.Without(keys.Accept), t.Without(keys.TagClaim, keys.TagQuote, keys.TagOpinion)}
}

// offered returns the keys that the footer shows.
func (r *Reader) offered() keys.Table {
	_, onAnnotation := r.current()
	switch {
	case r.mode == keys.Select && r.placing.id != "":
		return r.offers.placing
	case r.mode == keys.Select:
		return r.offers.selecting
	case !onAnnotation:
		return r.offers.noCard
	}
	return r.offers.all
}

// unboundText returns the message for keys that are not bound in a mode.
func unboundText(t keys.Table, mode keys.Mode, sequence string) string {
	key := func(action keys.Action) string { return t.Key(mode, action) }
	nothing := keys.Name(sequence) + " does nothing"
	switch mode {
	case keys.Select:
		return fmt.Sprintf("%s while selecting: %s %s %s tag, %s goes to the other end, %s ends.", nothing,
			key(keys.TagClaim), key(keys.TagQuote), key(keys.TagOpinion), key(keys.SwapEnds), key(keys.Back))
	case keys.Place:
		return fmt.Sprintf("%s while placing: %s accepts this place, %s selects other words, %s leaves it for later.", nothing,
			key(keys.Accept), key(keys.StartSelect), key(keys.Back))
	case keys.Resize:
		return fmt.Sprintf("%s while resizing: move, then %s keeps the new size, %s cancels.", nothing, key(keys.Accept), key(keys.Back))
	}
	return fmt.Sprintf("%s here: %s shows the keys.", nothing, t.Key(keys.Read, keys.ShowHelp))
}

// header returns the line at the top: title, annotations by tag, and position.
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
