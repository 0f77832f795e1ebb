package export

import (
	"fmt"
	"slices"
	"time"

	"galley/annotate"
)

// A RowEdit is a row of a table that has the id of an annotation, as a user may have
// edited it.
type RowEdit struct {
	Entry
	ID         string
	Article    string    // id, or "" if the table does not say it
	Quote      string    // words of the annotation, or "" likewise
	TextDigest string    // of the text that they are in, or "" likewise
	Modified   time.Time // when the annotation was last changed before the export; zero if the cell is not as it was written

	row     csvRow
	members annotate.Annotation // the note, fields, labels and links of the row
	table   *table
}

// isEditColumn reports whether a row edit reads a column.
func isEditColumn(name string) bool {
	return slices.Contains([]string{"tag", "quote", "note", "other_fields", "labels", "links", "id", "article", "text_sha256", "modified"}, name) ||
		slices.Contains(fieldNames(), name)
}

// rowEdit reads a row with an id. It ignores what an edit cannot change.
func (in *importer) rowEdit(t *table, cells csvCells) (e RowEdit, err error) {
	e = RowEdit{Entry: in.entry, row: csvRow{doc: annotation{Fields: annotate.Fields{}}}, table: t}
	for _, c := range csvColumns() {
		cell := unguardFormula(cells.get(c.name))
		if cell == "" || !isEditColumn(c.name) {
			continue
		}
		if err := c.set(&e.row, cell); err != nil && c.name != "modified" {
			return e, addPath(c.name, err)
		}
	}
	e.members, err = in.members(&e.row.doc)
	e.ID, e.Article, e.TextDigest = e.row.doc.ID, e.row.head.ID, e.row.head.TextSHA256
	e.Quote, e.Modified = in.opt.Clean(e.row.doc.Quote), e.row.doc.Modified
	return e, err
}

// Apply returns an annotation with the tag, the note, the fields, the labels and the
// links of the row. A column that the table does not have changes nothing.
func (e RowEdit) Apply(n annotate.Annotation) (annotate.Annotation, error) {
	n = n.Clone()
	if e.table.has("tag") {
		tag, err := annotate.ParseTag(e.row.doc.Tag)
		if err != nil {
			return n, fmt.Errorf("%.40q is not a tag: use claim, quote or opinion", e.row.doc.Tag)
		}
		n.Tag = tag
	}
	if e.table.has("note") {
		n.Note = e.members.Note
	}
	if e.table.has("labels") {
		n.Labels = e.members.Labels
	}
	if e.table.has("links") {
		n.Links = e.members.Links
	}
	known := fieldNames()
	for name := range n.Fields.Clone() {
		if e.table.has(name) || e.table.has("other_fields") && !slices.Contains(known, name) {
			n.Fields.Set(name)
		}
	}
	for name, values := range e.members.Fields {
		n.Fields.Set(name, values...)
	}
	return n, nil
}
