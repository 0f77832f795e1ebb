package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	"github.com/charmbracelet/x/ansi"

	uv "github.com/charmbracelet/ultraviolet"
)

// The columns left of the document, in cells, and that of the names of fields.
const (
	signWidth  = 2
	labelWidth = 11
)

// width is that of the document.
func (r Review) width() int { return max(min(r.measure, r.canvas.Width-signWidth-1), 8) }

// View draws the screen.
func (r Review) View() string {
	rows := []string{r.canvas.Header(r.article.Name(), r.position())}
	p, current := r.top, -1
	if len(r.entries) > 0 {
		current = r.entries[r.at]
	}
	for n := 1; n > 0 && len(rows) <= r.rows(); {
		drawn := r.draw(p.part)
		rows = append(rows, r.sign(p.part == current && p.row+1 < len(drawn))+drawn[p.row])
		p, n = r.step(p, 1)
	}
	return r.canvas.Page(rows, r.footer())
}

func (r Review) sign(current bool) string {
	if current {
		return r.canvas.Theme.Chosen.Render("▌") + " "
	}
	return "  "
}

func (r Review) position() string {
	if len(r.entries) == 0 {
		return "0"
	}
	return fmt.Sprintf("%d of %d", r.at+1, len(r.entries))
}

func (r Review) footer() string {
	if r.message != "" {
		return r.canvas.Notice(r.message, "", r.trouble)
	}
	return r.canvas.Footer(r.keys, keys.Review, r.pending.String())
}

// Bar is what the line at the bottom shows keys of; shown is false while
// something else stands there.
func (r Review) Bar() (mode keys.Mode, state string, shown bool) {
	return keys.Review, r.pending.String(), r.message == ""
}

// draw returns the rows of a part, of which there is at least one. They are
// drawn when they are first asked for.
func (r Review) draw(part int) []string {
	rows, ok := r.drawn[part]
	if !ok {
		switch p := r.parts[part]; {
		case p.tag == "":
			rows = r.drawFigures()
		case p.annotation == nil:
			rows = r.markdown(fmt.Sprintf("## %s (%d)", p.tag.Heading(), p.count), r.width())
		default:
			rows = r.entry(*p.annotation)
		}
		rows = append(rows, "")
		r.drawn[part] = rows
	}
	return rows
}

// drawFigures draws the statistics, with a strip of the marks per paragraph.
func (r Review) drawFigures() []string {
	t, rows := r.canvas.Theme, []string{""}
	for _, line := range r.figures.lines() {
		rows = append(rows, r.flow(kit.OneLine(line), r.width(), t.Plain.Cell)...)
	}
	strip, most := bar(r.figures.strip, r.width())
	if most == 0 {
		return rows
	}
	rows = append(rows, "", t.Key.Render(strip))
	return append(rows, r.flow(fmt.Sprintf("marks per paragraph, ¶1 to ¶%d; the highest bar is %d", len(r.figures.strip), most),
		r.width(), t.Dim.Cell)...)
}

// entry draws one annotation: what it is, its words, fields and note.
func (r Review) entry(a annotate.Annotation) []string {
	rows := []string{r.head(a)}
	if s := a.Anchor.State; !s.Certain() {
		rows = append(rows, r.flow(kit.OneLine(string(s)+": "+a.Anchor.Reason), r.width(), r.canvas.Theme.Error.Cell)...)
	}
	rows = append(rows, r.quotation(a, r.width())...)
	rows = append(rows, r.fields(a)...)
	if a.Note != "" {
		rows = append(rows, r.markdown(a.Note, r.width())...)
	}
	return rows
}

// head is the first row of an entry: letter and place, who made it and when.
func (r Review) head(a annotate.Annotation) string {
	t, place := r.canvas.Theme, "no place"
	if a.Anchor.State.Placed() {
		off := a.Anchor.Span.Start
		place = r.article.Blocks[r.article.BlockAt(off)].Kind.String()
		if n := r.article.NumberAt(off); n > 0 {
			place = fmt.Sprintf("¶%d", n)
		}
	}
	made := a.Modified.In(r.now().Location()).Format("2 Jan 2006")
	about := strings.Join(slices.DeleteFunc([]string{a.Status(), kit.OneLine(a.Creator), made}, blank), " · ")
	return t.Letter(a.Tag).Render(a.Tag.Letter()) + " " + t.Key.Render(place) + "  " +
		t.Dim.Render(r.canvas.Cut(kit.OneLine(about), max(r.width()-len(place)-4, 1)))
}

func blank(s string) bool { return s == "" }

// fields lists the values that were filled in: those of the tag in their
// order, then those that it kept from another tag.
func (r Review) fields(a annotate.Annotation) []string {
	var names []string
	for _, spec := range a.Tag.Spec().Fields {
		names = append(names, spec.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(a.Fields)) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var rows []string
	for _, name := range names {
		for i, value := range a.Fields[name] {
			label := name
			if i > 0 {
				label = ""
			}
			rows = append(rows, r.field(label, value)...)
		}
	}
	return rows
}

// field draws one value beside its name.
func (r Review) field(name, value string) []string {
	label := r.canvas.Cut(kit.OneLine(name), labelWidth-1)
	label += strings.Repeat(" ", labelWidth-r.canvas.Method.StringWidth(label))
	rows := r.flow(kit.OneLine(value), max(r.width()-labelWidth, 4), uv.Style{})
	for i := range rows {
		if i > 0 {
			label = strings.Repeat(" ", labelWidth)
		}
		rows[i] = r.canvas.Theme.Dim.Render(label) + rows[i]
	}
	return rows
}

// trimBlank takes blank rows away at both ends.
func trimBlank(rows []string, width func(string) int) []string {
	empty := func(row string) bool { return strings.TrimSpace(ansi.Strip(row)) == "" || width(row) == 0 }
	for len(rows) > 0 && empty(rows[0]) {
		rows = rows[1:]
	}
	for len(rows) > 0 && empty(rows[len(rows)-1]) {
		rows = rows[:len(rows)-1]
	}
	return rows
}
