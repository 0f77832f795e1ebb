package export

import (
	"fmt"
	"strconv"
	"time"

	"galley/annotate"
)

// A csvRow is what the cells of a row are made of.
type csvRow struct {
	head  articleHead
	doc   annotation
	open  string // "yes" for what is still to be checked
	block string // text of the paragraph
	link  string // to the words on the web
}

// A csvColumn is one column: its name, what stands in it, and how the import
// takes that. A column that says nothing new has no set.
type csvColumn struct {
	name string
	get  func(*csvRow) string
	set  func(*csvRow, string) error
}

// csvColumns lists the columns in order.
func csvColumns() []csvColumn {
	columns := []csvColumn{
		text("tag", func(r *csvRow) *string { return &r.doc.Tag }),
		text("quote", func(r *csvRow) *string { return &r.doc.Quote }),
		text("note", func(r *csvRow) *string { return &r.doc.Note }),
		csvColumn{"to_check", func(r *csvRow) string { return r.open }, nil},
	}
	for _, name := range fieldNames() {
		columns = append(columns, fieldColumn(name))
	}
	return append(columns,
		csvColumn{"other_fields", otherFields, setOtherFields},
		csvColumn{"paragraph", func(r *csvRow) string { return positive(r.doc.Paragraph) }, nil},
		csvColumn{"paragraph_text", func(r *csvRow) string { return r.block }, nil},
		text("title", func(r *csvRow) *string { return &r.head.Title }),
		csvColumn{"link", func(r *csvRow) string { return r.link }, nil},
		text("byline", func(r *csvRow) *string { return &r.head.Byline }),
		text("published", func(r *csvRow) *string { return &r.head.Published }),
		text("location", func(r *csvRow) *string { return &r.head.Location }),
		text("creator", func(r *csvRow) *string { return &r.doc.Creator }),
		moment("created", func(r *csvRow) *time.Time { return &r.doc.Created }),
		moment("modified", func(r *csvRow) *time.Time { return &r.doc.Modified }),
		text("id", func(r *csvRow) *string { return &r.doc.ID }),
		text("article", func(r *csvRow) *string { return &r.head.ID }),
		text("kind", func(r *csvRow) *string { return &r.head.Kind }),
		text("sha256", func(r *csvRow) *string { return &r.head.SHA256 }),
		text("text_sha256", func(r *csvRow) *string { return &r.head.TextSHA256 }),
		position("start", func(r *csvRow) **int { return &r.doc.Start }),
		position("end", func(r *csvRow) **int { return &r.doc.End }),
		text("prefix", func(r *csvRow) *string { return &r.doc.Prefix }),
		text("suffix", func(r *csvRow) *string { return &r.doc.Suffix }),
		text("state", func(r *csvRow) *string { return &r.doc.Anchor.State }),
		csvColumn{"score", score, setScore},
		text("reason", func(r *csvRow) *string { return &r.doc.Anchor.Reason }),
		text("original", func(r *csvRow) *string { return &r.doc.Anchor.Original }),
		csvColumn{"candidates", candidates, setCandidates},
	)
}

// fieldNames lists the fields of all tags.
func fieldNames() []string {
	var names []string
	for _, tag := range annotate.Tags() {
		for _, spec := range tag.Spec().Fields {
			names = append(names, spec.Name)
		}
	}
	return names
}

func text(name string, at func(*csvRow) *string) csvColumn {
	return csvColumn{name, func(r *csvRow) string { return *at(r) }, func(r *csvRow, cell string) error {
		*at(r) = cell
		return nil
	}}
}

func moment(name string, at func(*csvRow) *time.Time) csvColumn {
	get := func(r *csvRow) string {
		if at(r).IsZero() {
			return ""
		}
		return at(r).Format(time.RFC3339Nano)
	}
	return csvColumn{name, get, func(r *csvRow, cell string) (err error) {
		if cell == "" {
			return nil
		}
		if *at(r), err = time.Parse(time.RFC3339, cell); err != nil {
			return fmt.Errorf("%.40q is no time as in 2026-11-22T09:00:00Z", cell)
		}
		*at(r) = at(r).UTC()
		return nil
	}}
}

func position(name string, at func(*csvRow) **int) csvColumn {
	get := func(r *csvRow) string {
		if *at(r) == nil {
			return ""
		}
		return strconv.Itoa(**at(r))
	}
	return csvColumn{name, get, func(r *csvRow, cell string) error {
		if cell == "" {
			return nil
		}
		n, err := strconv.Atoi(cell)
		if err != nil || n < 0 {
			return fmt.Errorf("%.40q is no position", cell)
		}
		*at(r) = &n
		return nil
	}}
}

func positive(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
