package export

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
)

// A csvRow holds the data of a row.
type csvRow struct {
	head    articleHead
	doc     annotation
	toCheck string // "yes" for an annotation that is still to be checked
	block   string // text of the paragraph
	link    string // to the words on the web
}

// A csvColumn is one column. set is called for cells that are not empty; it is
// nil for a column that only repeats what others say.
type csvColumn struct {
	name string
	get  func(*csvRow) string
	set  func(r *csvRow, cell string) error
}

// csvColumns lists the columns in order.
func csvColumns() []csvColumn {
	columns := []csvColumn{
		textColumn("tag", func(r *csvRow) *string { return &r.doc.Tag }),
		textColumn("quote", func(r *csvRow) *string { return &r.doc.Quote }),
		textColumn("note", func(r *csvRow) *string { return &r.doc.Note }),
		{"to_check", func(r *csvRow) string { return r.toCheck }, nil},
	}
	for _, name := range fieldNames() {
		columns = append(columns, fieldColumn(name))
	}
	return append(columns,
		csvColumn{"other_fields", otherFields, setOtherFields},
		csvColumn{"paragraph", paragraph, nil},
		csvColumn{"paragraph_text", func(r *csvRow) string { return r.block }, nil},
		textColumn("title", func(r *csvRow) *string { return &r.head.Title }),
		csvColumn{"link", func(r *csvRow) string { return r.link }, nil},
		textColumn("byline", func(r *csvRow) *string { return &r.head.Byline }),
		textColumn("published", func(r *csvRow) *string { return &r.head.Published }),
		textColumn("location", func(r *csvRow) *string { return &r.head.Location }),
		textColumn("creator", func(r *csvRow) *string { return &r.doc.Creator }),
		timeColumn("created", func(r *csvRow) *time.Time { return &r.doc.Created }),
		timeColumn("modified", func(r *csvRow) *time.Time { return &r.doc.Modified }),
		textColumn("id", func(r *csvRow) *string { return &r.doc.ID }),
		textColumn("article", func(r *csvRow) *string { return &r.head.ID }),
		textColumn("kind", func(r *csvRow) *string { return &r.head.Kind }),
		textColumn("sha256", func(r *csvRow) *string { return &r.head.SHA256 }),
		textColumn("text_sha256", func(r *csvRow) *string { return &r.head.TextSHA256 }),
		positionColumn("start", func(r *csvRow) **int { return &r.doc.Start }),
		positionColumn("end", func(r *csvRow) **int { return &r.doc.End }),
		textColumn("prefix", func(r *csvRow) *string { return &r.doc.Prefix }),
		textColumn("suffix", func(r *csvRow) *string { return &r.doc.Suffix }),
		textColumn("state", func(r *csvRow) *string { return &r.doc.Anchor.State }),
		csvColumn{"score", score, setScore},
		textColumn("reason", func(r *csvRow) *string { return &r.doc.Anchor.Reason }),
		textColumn("original", func(r *csvRow) *string { return &r.doc.Anchor.Original }),
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

func textColumn(name string, at func(*csvRow) *string) csvColumn {
	return csvColumn{name, func(r *csvRow) string { return *at(r) }, func(r *csvRow, cell string) error {
		*at(r) = cell
		return nil
	}}
}

func timeColumn(name string, at func(*csvRow) *time.Time) csvColumn {
	get := func(r *csvRow) string {
		if at(r).IsZero() {
			return ""
		}
		return at(r).Format(time.RFC3339Nano)
	}
	return csvColumn{name, get, func(r *csvRow, cell string) (err error) {
		*at(r), err = parseTime(cell)
		return err
	}}
}

func positionColumn(name string, at func(*csvRow) **int) csvColumn {
	get := func(r *csvRow) string {
		if *at(r) == nil {
			return ""
		}
		return strconv.Itoa(**at(r))
	}
	return csvColumn{name, get, func(r *csvRow, cell string) error {
		n, err := strconv.Atoi(cell)
		if err != nil || n < 0 {
			return fmt.Errorf("%.40q is not a position", cell)
		}
		*at(r) = &n
		return nil
	}}
}

func fieldColumn(name string) csvColumn {
	get := func(r *csvRow) string {
		switch v := r.doc.Fields[name].(type) {
		case string:
			return v
		case []string:
			return joinValues(v)
		}
		return ""
	}
	return csvColumn{name, get, func(r *csvRow, cell string) error {
		if r.doc.Fields[name] = cell; name == annotate.SourcesField {
			r.doc.Fields[name] = splitValues(cell)
		}
		return nil
	}}
}

// joinValues writes a list into one cell: a line for each value, or JSON if a
// value has several lines or the cell could be read as JSON.
func joinValues(values []string) string {
	plain := strings.Join(values, "\n")
	if len(strings.Split(plain, "\n")) == len(values) && !strings.HasPrefix(plain, "[") {
		return plain
	}
	data, _ := json.Marshal(values) // strings never fail
	return string(data)
}

// splitValues reads what joinValues wrote. It ignores blank lines.
func splitValues(cell string) []string {
	var values []string
	if strings.HasPrefix(cell, "[") && json.Unmarshal([]byte(cell), &values) == nil {
		return values
	}
	return notEmpty(strings.Split(cell, "\n")...)
}

// otherFields returns the fields that belong to no tag, as a JSON object.
func otherFields(r *csvRow) string {
	others := maps.Clone(r.doc.Fields)
	for _, name := range fieldNames() {
		delete(others, name)
	}
	if len(others) == 0 {
		return ""
	}
	data, _ := json.Marshal(others) // strings never fail
	return string(data)
}

func setOtherFields(r *csvRow, cell string) error {
	var others map[string]string
	if err := json.Unmarshal([]byte(cell), &others); err != nil {
		return fmt.Errorf("%.40q is not a JSON object of strings", cell)
	}
	for name, value := range others {
		r.doc.Fields[name] = value
	}
	return nil
}

func paragraph(r *csvRow) string {
	if r.doc.Paragraph == 0 {
		return ""
	}
	return strconv.Itoa(r.doc.Paragraph)
}

func score(r *csvRow) string { return strconv.FormatFloat(r.doc.Anchor.Score, 'g', -1, 64) }

func setScore(r *csvRow, cell string) (err error) {
	if r.doc.Anchor.Score, err = strconv.ParseFloat(cell, 64); err != nil {
		return fmt.Errorf("%.40q is not a number from 0 to 1", cell)
	}
	return nil
}

// candidates returns the spans of an ambiguous annotation: "0:5 44:52".
func candidates(r *csvRow) string {
	var places []string
	for _, c := range r.doc.Anchor.Candidates {
		places = append(places, fmt.Sprintf("%d:%d", c.Start, c.End))
	}
	return strings.Join(places, " ")
}

func setCandidates(r *csvRow, cell string) error {
	for _, p := range strings.Fields(cell) {
		from, to, _ := strings.Cut(p, ":")
		start, fromErr := strconv.Atoi(from)
		end, toErr := strconv.Atoi(to)
		if fromErr != nil || toErr != nil {
			return fmt.Errorf("%.40q is not a range like 12:20", p)
		}
		r.doc.Anchor.Candidates = append(r.doc.Anchor.Candidates, place{start, end})
	}
	return nil
}
