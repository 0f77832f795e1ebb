package export

import (
	"encoding/csv"
	"io"
	"iter"
	"strings"

	"galley/annotate"
)

// # CSV
//
// One row per annotation, UTF-8 with a byte order mark, so that spreadsheets
// read it right. The columns that people read come first; those behind them
// are what an import needs. A cell that a spreadsheet could take for a formula
// has an apostrophe before it, which the import takes away again.

// WriteCSV writes one row per annotation. It holds no text of articles but the
// paragraphs that annotations stand in.
func WriteCSV(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	columns := csvColumns()
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	out.Write(cells) // an error stays until the end
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		row := csvRow{head: headOut(b.Article)}
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range set.All() {
			row.doc, row.open, row.block, row.link = annotationOut(n, b.Article, mapper), "", "", textLink(n, b.Article)
			if n.NeedsChecking() {
				row.open = "yes"
			}
			if n.Anchor.State.Placed() && !opt.NoText {
				row.block = b.Article.Blocks[b.Article.BlockAt(n.Anchor.Span.Start)].Span.In(b.Article.Text)
			}
			for i, c := range columns {
				cells[i] = guarded(visible(c.get(&row)))
			}
			out.Write(cells)
		}
		return nil
	})
	if out.Flush(); err == nil {
		err = out.Error()
	}
	return err
}

// guarded puts an apostrophe before what a spreadsheet could take for a
// formula, even behind blanks and apostrophes; unguarded takes it away.
func guarded(cell string) string {
	if formula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return cell
}

// formula reports whether a cell begins, or begins after blanks, as a formula
// does in some spreadsheet.
func formula(cell string) bool {
	if cell != "" && strings.ContainsRune("\t\r\n", rune(cell[0])) {
		return true
	}
	for _, r := range strings.TrimSpace(cell) {
		return strings.ContainsRune("=+-@＝＋－＠", r)
	}
	return false
}
