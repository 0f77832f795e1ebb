package reader

import (
	"cmp"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/layout"
)

// A Frame is the screen as it is to be drawn. Text has every row but the
// footer; rows are parted by line feeds and never wider than the screen.
type Frame struct {
	Text   string
	Footer string
	Col    int // cell of the cursor
	Row    int
	Shown  bool // the cursor is on the screen
}

// View draws the reader.
func (r Reader) View() Frame {
	f := Frame{Footer: r.bottom()}
	f.Col, f.Row, f.Shown = r.caretCell()
	if r.Typing() {
		f.Col, f.Row, f.Shown = r.typingCursor()
	}
	rows := make([]string, 0, r.canvas.Height)
	rows = append(rows, r.header())
	rows = append(rows, r.body()...)
	f.Text = strings.Join(rows[:len(rows)-r.coveredBy(f.Footer)], "\n")
	return f
}

// bottom is the footer, or what there is to say, in as many rows as it takes.
func (r *Reader) bottom() string { return r.hinted(r.footer()) }

// covered is how many rows of the text area lie under what is said. Where
// something else has the lower part of the screen, nothing is said there.
func (r *Reader) covered() int { return r.coveredBy(r.bottom()) }

func (r *Reader) coveredBy(bottom string) int {
	if r.shared {
		return 0
	}
	return min(strings.Count(bottom, "\n"), r.rows())
}

// The parts of the gutter, in cells, and beyond the text a column for the
// caret on a blank that hangs over the end of its row.
const (
	lettersWidth = 3 // tag letters
	alertWidth   = 1 // the sign of an annotation that is not saved, or not certain
	gapWidth     = 2
	spareWidth   = 1
)

// numberWidth is the part of the gutter for paragraph numbers.
func (r *Reader) numberWidth() int { return max(len(fmt.Sprint(r.numbered)), 2) }

func (r *Reader) gutterWidth() int { return lettersWidth + alertWidth + r.numberWidth() + gapWidth }

// measure is the width of the text column.
func (r *Reader) measure() int {
	return max(min(r.env.Measure, r.canvas.Width-r.gutterWidth()-spareWidth), 1)
}

// leftMargin centres gutter, text and notes on the screen.
func (r *Reader) leftMargin() int {
	used := r.gutterWidth() + r.measure()
	if notes := r.marginWidth(); notes > 0 {
		used += spareWidth + marginGap + notes
	}
	return max((r.canvas.Width-used)/2, 0)
}

// textColumn is the column of the screen at which the text column begins.
func (r *Reader) textColumn() int { return r.leftMargin() + r.gutterWidth() }

// body draws the rows of the text area.
func (r *Reader) body() []string {
	visible := r.visible()
	p := r.newPainter(visible)
	rows := make([]string, r.rows())
	for i, pos := range visible {
		rows[i] = p.row(pos)
	}
	if r.marginWidth() > 0 {
		r.withNotes(rows, visible)
	}
	if lines, from := r.drawer(); lines != nil {
		copy(rows[from:], lines)
	}
	return rows
}

// visible is the rows that are on the screen.
func (r *Reader) visible() []layout.Pos {
	list := make([]layout.Pos, 0, r.rows())
	for pos, ok := r.top, true; ok && len(list) < r.rows(); pos, ok = r.layout.Next(pos) {
		list = append(list, pos)
	}
	return list
}

// header tells the title, what is marked, and the place.
func (r *Reader) header() string {
	count := r.set.CountByTag()
	var counts []string
	for _, tag := range annotate.Tags() {
		counts = append(counts, fmt.Sprintf("%s %d", tag.Letter(), count[tag]))
	}
	if n := r.set.NeedPlacing(); n > 0 {
		counts = append(counts, fmt.Sprintf("? %d", n))
	}
	place := fmt.Sprintf("¶ %d/%d", r.article.NumberAt(r.caret), r.numbered)
	if r.article.NumberAt(r.caret) == 0 {
		place = r.article.Blocks[r.article.BlockAt(r.caret)].Kind.String()
	}
	right := fmt.Sprintf("%s   %s   %d%%", strings.Join(counts, "  "), place, r.Read())
	return r.canvas.Header(r.article.Name(), right)
}

// footer tells the mode, the keys or a message, and whether all is saved.
func (r *Reader) footer() string {
	state := r.footerState()
	switch {
	case r.Typing():
		prompt, input := r.typing()
		said := cmp.Or(r.message.Text, r.canvas.Named(r.env.Keys, r.mode))
		text, _ := input.View(r.typingWidth(prompt))
		return r.canvas.Line(prompt+text, said)
	case r.pending.Keys != "":
		return r.canvas.Notice(continued(r.env.Keys.After(r.mode, r.pending.Keys)), state, false)
	case r.message.Text != "":
		return r.canvas.Notice(r.message.Text, state, r.message.Error)
	}
	return r.canvas.Footer(r.offered(), r.mode, state)
}

// offered are the keys that are of use where the caret is: only on a mark is
// there a card to open, and a selection is taken only by what is being placed,
// which is then what it is for.
func (r *Reader) offered() keys.Table {
	t := r.env.Keys
	if _, on := r.mark(); !on {
		t = t.Without(keys.OpenCard)
	}
	switch {
	case r.mode != keys.Select:
	case r.placing.id != "":
		t = t.Without(keys.TagClaim, keys.TagQuote, keys.TagOpinion)
	default:
		t = t.Without(keys.Accept)
	}
	return t
}

// backingPrompt asks for what an annotation rests on: "Source: ". It is empty
// for no tag: the annotation may have been deleted meanwhile.
func backingPrompt(tag annotate.Tag) string {
	if tag == "" {
		return ""
	}
	word := tag.Spec().Field(tag.Spec().Backing).One()
	return strings.ToUpper(word[:1]) + word[1:] + ": "
}

// typing is what is being typed, and what stands before it.
func (r *Reader) typing() (prompt string, input kit.Field) {
	if r.mode == keys.Note {
		a, _ := r.set.Get(r.noting)
		return backingPrompt(a.Tag), r.source
	}
	return "Find: ", r.find.input
}

// typingWidth is the room for what is typed, in cells: what is said beside it
// gives way, but for its beginning.
func (r *Reader) typingWidth(prompt string) int {
	said := cmp.Or(r.message.Text, r.canvas.Named(r.env.Keys, r.mode))
	return max(r.canvas.Width-len(prompt)-r.canvas.Method.StringWidth(said)-3, r.canvas.Width/2-len(prompt))
}

// continued names the keys that go on with a sequence. No line breaks between a
// key and what it does.
func continued(hints []keys.Hint) string {
	parts := make([]string, len(hints))
	for i, h := range hints {
		parts[i] = unbroken(h.String())
	}
	return strings.Join(parts, "  ")
}

// unbroken is text in which no line breaks.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

func (r *Reader) typingCursor() (col, row int, shown bool) {
	prompt, input := r.typing()
	_, at := input.View(r.typingWidth(prompt))
	return len(prompt) + at, r.canvas.Height - 1, true
}

// footerState is what the footer tells at its right: a command that is not
// whole yet, and whether all is saved.
func (r *Reader) footerState() string {
	if p := r.pending.String(); p != "" {
		return p + "  " + r.saveState()
	}
	return r.saveState()
}

// saveState is the truth about the disk in a word or a line.
func (r *Reader) saveState() string {
	switch n := len(r.record.waiting); {
	case n == 0:
		return "saved"
	case r.record.trouble == "":
		return "saving…"
	default:
		return fmt.Sprintf("%d NOT SAVED", n)
	}
}
