package reader

import (
	"cmp"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	"charm.land/lipgloss/v2"
)

// A footer is the bottom of the screen: the input line, the keys that continue
// a sequence, a message, or the keys of the mode. A message takes as many rows as
// it needs; a hint is shown above the keys.
type footer struct {
	r      *Reader
	label  string     // before the input
	input  *kit.Field // nil: no input line
	canvas kit.Canvas
}

// footer returns the current footer.
func (r *Reader) footer() footer {
	switch r.mode {
	case keys.Find:
		return footer{r, "Find: ", &r.find.input, r.body.canvas}
	case keys.Command:
		return footer{r, ":", &r.command.input, r.body.canvas}
	case keys.Labels:
		return footer{r, r.labeling.prompt(&r.state), &r.labeling.input, r.body.canvas}
	case keys.Note:
		return footer{r, r.backing.label(r.set), &r.backing.input, r.body.canvas}
	}
	return footer{r: r, canvas: r.body.canvas}
}

// String draws the footer, below the panel of the queue if that is shown.
func (f footer) String() string {
	s := &f.r.state
	if c := f.r.settling.current(s); c != nil && !f.r.shared {
		return strings.Join(append(f.r.settling.panel(s, c), f.line()), "\n")
	}
	return f.line()
}

// line draws the footer itself.
func (f footer) line() string {
	c, r := f.canvas, f.r
	switch {
	case f.input != nil:
		text, _ := f.input.View(f.inputWidth())
		if rest := f.input.Completion(); rest != "" {
			text = strings.TrimRight(text, " ") + c.Theme.Dim.Render(c.Cut(rest, max(f.inputWidth()-f.cursor()+f.labelWidth(), 0)))
		}
		return c.Line(f.label+text, f.remark())
	case r.pending.Keys != "":
		var parts []string
		for _, hint := range r.env.Keys.After(r.mode, r.pending.Keys) {
			parts = append(parts, unbroken(hint.String()))
		}
		return c.Notice(kit.NoticeMsg{Text: strings.Join(parts, "  ")}, f.state())
	case r.mode == keys.Suggest && !r.isAsking():
		return lipgloss.JoinVertical(lipgloss.Left, r.walk.notice(&r.state), c.Footer(r.footerKeys(), r.mode, f.state()))
	case r.message.Text != "":
		return c.Notice(r.message, f.state())
	}
	line := c.Footer(r.footerKeys(), r.mode, f.state())
	if len(r.hints) > 0 && r.mode == keys.Read {
		return lipgloss.JoinVertical(lipgloss.Left, c.Notice(kit.NoticeMsg{Text: r.hints[0].text(r.env.Keys)}, ""), line)
	}
	return line
}

// showsKeys reports whether the keys of the mode are shown.
func (f footer) showsKeys() bool {
	return f.input == nil && f.r.pending.Keys == "" && (f.r.message.Text == "" || f.r.mode == keys.Suggest && !f.r.isAsking()) && !f.r.shared
}

// covers returns how many rows of the text area the drawn footer covers.
func (f footer) covers(drawn string) int {
	if f.r.shared {
		return 0
	}
	return min(lipgloss.Height(drawn)-1, max(f.canvas.Height-1-f.canvas.HeadRows(), 1))
}

// state returns the text on the right: an incomplete command, and whether
// everything is on disk, which nobody knows while a header of the library is damaged.
func (f footer) state() string {
	pending := f.r.env.Library.Pending(f.r.body.ID)
	saving := f.r.steps.state(pending)
	if len(pending) == 0 && f.r.env.Library.HeaderDamaged() {
		saving = ""
	}
	suggested := ""
	if f.r.mode == keys.Read {
		suggested = f.r.walk.count()
	}
	return kit.JoinParts("  ", f.r.pending.String(), suggested, saving)
}

// remark returns the text to the right of the input: a message or the key hints,
// and whether the input is saved as a draft.
func (f footer) remark() string {
	draft := ""
	if f.r.mode == keys.Note && f.r.backing.saved {
		draft = "draft saved"
	}
	return cmp.Or(f.r.message.Text, kit.JoinParts("  ", f.canvas.KeyHints(f.r.env.Keys, f.r.mode), draft))
}

// inputWidth returns the width of the input, in cells: with its label at least
// half of the screen.
func (f footer) inputWidth() int {
	c := f.canvas
	return max(c.Width-f.labelWidth()-c.Method.StringWidth(f.remark())-3, c.Width/2-f.labelWidth())
}

// labelWidth returns the width of the label, in cells.
func (f footer) labelWidth() int { return f.canvas.Method.StringWidth(f.label) }

// cursor returns the column of the cursor in the input line.
func (f footer) cursor() int {
	_, at := f.input.View(f.inputWidth())
	return f.labelWidth() + at
}

// offers holds the key table, and copies without the keys that do not apply.
type offers struct {
	all       keys.Table
	noCard    keys.Table // the caret is not on an annotation: no card
	selecting keys.Table // words to tag are being selected: nothing to accept
	placing   keys.Table // words for an annotation being placed are selected: no tags
}

func newOffers(t keys.Table) offers {
	return offers{t, t.Without(keys.OpenCard), t.Without(keys.Accept), t.Without(keys.TagClaim, keys.TagQuote, keys.TagOpinion)}
}

// footerKeys returns the keys that the footer shows.
func (r *Reader) footerKeys() keys.Table {
	_, onAnnotation := r.current()
	switch {
	case r.mode == keys.Select && r.placing.id != "":
		return r.offers.placing
	case r.mode == keys.Select:
		return r.offers.selecting
	case !onAnnotation && r.mode != keys.Suggest: // there it takes a suggestion along
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

// header returns the line at the top: title, annotations by tag, and position. How far
// they have been checked is said in words if there is room for them after the title, else
// it shows how many are open.
func (r *Reader) header() string {
	c, title, progress := r.body.canvas, r.body.Name(), r.shown.Progress()
	right, ok := c.WithProgress(title, progress, r.figures(""))
	if !ok && progress.Open > 0 {
		right = r.figures(fmt.Sprintf("%s %d", annotate.OpenSign, progress.Open))
	}
	return c.Header(title, r.present.before(c, title, right))
}

// figures returns the number of annotations by tag, how many of them are open and how
// many need a place, and the position.
func (r *Reader) figures(open string) string {
	b, count := &r.body, r.shown.CountByTag()
	counts := []string{r.whose.String()}
	for _, tag := range annotate.Tags() {
		counts = append(counts, fmt.Sprintf("%s %d", tag.Letter(), count[tag]))
	}
	if n := r.shown.NeedPlacing(); n > 0 {
		counts = append(counts, fmt.Sprintf("? %d", n))
	}
	number := b.NumberAt(b.caret.off)
	place := fmt.Sprintf("¶ %d/%d", number, b.numbered)
	if number == 0 {
		place = b.Blocks[b.BlockAt(b.caret.off)].Kind.String()
	}
	return fmt.Sprintf("%s   %s   %d%%", kit.JoinParts("  ", append(counts, open)...), place, b.percent())
}
