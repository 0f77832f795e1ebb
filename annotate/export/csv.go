package export

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"galley/annotate"
)

// # CSV
//
// One row per annotation, UTF-8 with a byte order mark, so that spreadsheets
// decode it correctly. The columns for readers come first, then those that an
// import needs. A cell that a spreadsheet could take for a formula is preceded
// by an apostrophe, which the import removes.

// WriteCSV writes one row per annotation, with the text of its paragraph.
func WriteCSV(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return nil, err
	}
	out := csv.NewWriter(w) // keeps an error until the end
	columns := csvColumns()
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	out.Write(cells)
	err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
		row := csvRow{head: headOf(b.Article)}
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range inOrder(b.Article, set, opt) {
			row.doc, row.toCheck, row.block, row.link = annotationToJSON(n, b.Article, mapper), "", "", textLink(n, b.Article)
			if n.NeedsChecking() {
				row.toCheck = "yes"
			}
			if n.Anchor.State.Placed() && !opt.NoText {
				row.block = paragraphOf(n, b.Article)
			}
			for i, c := range columns {
				cells[i] = GuardFormula(visible(c.get(&row)))
			}
			if err := out.Write(cells); err != nil {
				return err
			}
		}
		return nil
	})
	out.Flush()
	return nil, cmp.Or(err, out.Error())
}

// maxParagraph is the maximum length of a paragraph in a row, in bytes. Without it, the
// rows of a text in one line would grow with its square.
const maxParagraph = 8 << 10

// paragraphOf returns the paragraph in which an annotation begins, or as much of it
// around that place as a row may have.
func paragraphOf(n annotate.Annotation, a *annotate.Article) string {
	whole := a.Blocks[a.BlockAt(n.Anchor.Span.Start)].Span
	span := whole
	if whole.Len() > maxParagraph {
		start := max(whole.Start, n.Anchor.Span.Start-maxParagraph/2)
		span = annotate.Span{Start: annotate.GraphemeAt(a.Text, start), End: annotate.GraphemeAt(a.Text, min(whole.End, start+maxParagraph))}
	}
	text := span.In(a.Text)
	if span.Start > whole.Start {
		text = "…" + text
	}
	if span.End < whole.End {
		text += "…"
	}
	return text
}

// GuardFormula puts an apostrophe before a cell that a spreadsheet could take for
// a formula, possibly after blanks and apostrophes.
func GuardFormula(cell string) string {
	if isFormula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// unguardFormula removes the apostrophe of GuardFormula.
func unguardFormula(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && isFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return cell
}

// isFormula reports whether a cell begins like a formula of any spreadsheet,
// possibly after blanks.
func isFormula(cell string) bool {
	if cell != "" && strings.ContainsRune("\t\r\n", rune(cell[0])) {
		return true
	}
	for _, r := range strings.TrimSpace(cell) {
		return strings.ContainsRune("=+-@＝＋－＠", r)
	}
	return false
}

// ReadCSV reads what WriteCSV wrote, with columns in any order and some of them
// missing, and highlights from Readwise and Hypothesis, from any table. ReadOptions.FindArticle must
// find the articles.
func ReadCSV(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in := newImporter(opt)
	t, err := newTable(decode(r, opt), opt.Columns)
	if err != nil {
		return nil, nil, err
	}
	readRow := in.rowReader(t)
	if readRow == nil {
		return nil, nil, fmt.Errorf("%w: row %d has neither a quote nor a Highlight column", ErrWrongFormat, t.number)
	}
	return in.result(t.each(func(cells csvCells) error {
		in.entry = Entry{"row", t.number}
		return in.leaveOut(in.entry, readRow(cells))
	}))
}

// rowReader returns the function that reads the rows of a table, or nil if neither
// Galley nor Readwise nor Hypothesis writes such columns.
func (in *importer) rowReader(t *table) func(csvCells) error {
	switch {
	case t.has("quote_description"), t.has("annotation_reply_type"):
		return in.hypothesisRow
	case t.has("quote"), in.opt.Edit != nil && t.has("id"):
		return in.galleyRows(t)
	case t.has("highlight"):
		return in.readwiseRows(t)
	}
	return nil
}

var lostColumn = LossKind{"column that Galley does not know", "columns that Galley does not know"}

// galleyRows returns the function that reads rows with Galley's columns. Other columns
// are left out and counted.
func (in *importer) galleyRows(t *table) func(csvCells) error {
	columns := csvColumns()
	for name := range t.index {
		if !slices.ContainsFunc(columns, func(c csvColumn) bool { return c.name == name }) {
			in.loss.add(lostColumn, 1)
		}
	}
	return func(cells csvCells) error {
		if in.opt.Edit != nil && unguardFormula(cells.get("id")) != "" {
			e, err := in.rowEdit(t, cells)
			if err != nil {
				return err
			}
			return in.opt.Edit(e)
		}
		row := csvRow{doc: annotation{Fields: annotate.Fields{}}}
		for _, c := range columns {
			cell := unguardFormula(cells.get(c.name))
			if c.set == nil || cell == "" {
				continue
			}
			if err := c.set(&row, cell); err != nil {
				return addPath(c.name, err)
			}
		}
		if row.doc.Quote == "" && row.doc.Tag == "" {
			return nil // a row without an annotation
		}
		s, err := in.builderFor(row.head, &row.doc)
		if err != nil {
			return err
		}
		return in.addExported(&row.doc, s, row.head.TextSHA256)
	}
}
