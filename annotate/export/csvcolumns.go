package export

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// A csvRow holds the data of a row.
type csvRow struct {
	head    articleHead
	doc     annotation
	toCheck string // "yes" if the annotation needs checking
	block   string // text of the paragraph
	link    string // to the words in the web page
}

// A csvColumn is one column. set is called for cells that are not empty; it is
// nil for a column that is ignored on import.
type csvColumn struct {
	name string
	get  func(*csvRow) string
	set  func(r *csvRow, cell string) error
}

// csvColumns lists the columns in order.
func csvColumns() []csvColumn {
	columns := []csvColumn{
		column("tag", func(r *csvRow) *string { return &r.doc.Tag }, func(tag string) string { return tag }, parseTagCell),
		textColumn("quote", func(r *csvRow) *string { return &r.doc.Quote }),
		textColumn("note", func(r *csvRow) *string { return &r.doc.Note }),
		{"to_check", func(r *csvRow) string { return r.toCheck }, nil},
	}
	for _, name := range fieldNames() {
		columns = append(columns, fieldColumn(name))
	}
	return append(columns,
		csvColumn{"other_fields", otherFields, setOtherFields},
		column("labels", func(r *csvRow) *[]string { return &r.doc.Labels }, formatLabels, parseLabels),
		column("links", func(r *csvRow) *[]annotate.Relation { return &r.doc.Links }, formatLinks, parseLinks),
		column("replies", func(r *csvRow) *[]annotate.Reply { return &r.doc.Replies }, formatReplies, parseReplies),
		textColumn("suggested", func(r *csvRow) *string { return &r.doc.Suggested }),
		column("seen", func(r *csvRow) *bool { return &r.doc.Seen }, formatYes, parseYes),
		textColumn("decided", func(r *csvRow) *string { return &r.doc.Decided }),
		column("from", func(r *csvRow) *[]string { return &r.doc.From }, formatIDs, parseIDs),
		csvColumn{"paragraph", paragraph, nil},
		csvColumn{"paragraph_text", func(r *csvRow) string { return r.block }, nil},
		textColumn("title", func(r *csvRow) *string { return &r.head.Title }),
		csvColumn{"link", func(r *csvRow) string { return r.link }, nil},
		textColumn("byline", func(r *csvRow) *string { return &r.head.Byline }),
		textColumn("published", func(r *csvRow) *string { return &r.head.Published }),
		textColumn("location", func(r *csvRow) *string { return &r.head.Location }),
		textColumn("canonical", func(r *csvRow) *string { return &r.head.Canonical }),
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
		column("score", func(r *csvRow) *float64 { return &r.doc.Anchor.Score }, formatScore, parseScore),
		textColumn("reason", func(r *csvRow) *string { return &r.doc.Anchor.Reason }),
		textColumn("original", func(r *csvRow) *string { return &r.doc.Anchor.Original }),
		column("candidates", func(r *csvRow) *[]place { return &r.doc.Anchor.Candidates }, formatCandidates, parseCandidates),
	)
}

// ReadableColumns lists the names of the columns that an import reads from a table.
func ReadableColumns() []string {
	var names []string
	for _, c := range csvColumns() {
		if c.set != nil {
			names = append(names, c.name)
		}
	}
	return names
}

// isKnownColumn reports whether Galley, Readwise or Hypothesis writes a column with that name.
func isKnownColumn(name string) bool {
	return slices.ContainsFunc(csvColumns(), func(c csvColumn) bool { return c.name == name }) ||
		slices.Contains(readwiseColumns(), name) || slices.Contains([]string{"quote_description", "comment", "created_at"}, name)
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

// column returns a column for the value that field points to.
func column[T any](name string, field func(*csvRow) *T, format func(T) string, parse func(string) (T, error)) csvColumn {
	return csvColumn{name, func(r *csvRow) string { return format(*field(r)) }, func(r *csvRow, cell string) (err error) {
		*field(r), err = parse(cell)
		return err
	}}
}

func textColumn(name string, field func(*csvRow) *string) csvColumn {
	return column(name, field, func(s string) string { return s }, func(cell string) (string, error) { return cell, nil })
}

// parseTagCell returns a tag as Galley writes it, and anything else unchanged.
func parseTagCell(cell string) (string, error) {
	if tag, err := tagOf(cell); err == nil {
		return string(tag), nil
	}
	return cell, nil
}

func timeColumn(name string, field func(*csvRow) *time.Time) csvColumn {
	return column(name, field, func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.RFC3339Nano)
	}, func(cell string) (time.Time, error) {
		if t := parseDate(cell); !t.IsZero() {
			return t, nil
		}
		return parseTime(cell)
	})
}

func positionColumn(name string, field func(*csvRow) **int) csvColumn {
	return column(name, field, func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}, func(cell string) (*int, error) {
		number, err := parseNumber(cell)
		if n := int(number); err == nil && n >= 0 && float64(n) == number && strings.Trim(cell[:1], "+-") != "" {
			return &n, nil
		}
		return nil, fmt.Errorf("%.40q is not a position", cell)
	})
}

func fieldColumn(name string) csvColumn {
	return csvColumn{name, func(r *csvRow) string {
		if name == annotate.SourcesField {
			return joinValues(r.doc.Fields[name])
		}
		return r.doc.Fields.Get(name)
	}, func(r *csvRow, cell string) error {
		if r.doc.Fields[name] = []string{cell}; name == annotate.SourcesField {
			r.doc.Fields[name] = splitValues(cell)
		}
		return nil
	}}
}

// joinValues writes a list to one cell: a line for each value, or JSON if a
// value has several lines or the cell could be read as JSON.
func joinValues(values []string) string {
	plain := strings.Join(values, "\n")
	if values == nil || len(strings.Split(plain, "\n")) == len(values) && !strings.HasPrefix(plain, "[") {
		return plain
	}
	return compactJSON(values)
}

// splitValues reads what joinValues wrote. It ignores blank lines.
func splitValues(cell string) []string {
	var values []string
	if strings.HasPrefix(cell, "[") && json.Unmarshal([]byte(cell), &values) == nil {
		return values
	}
	return nonEmpty(strings.Split(cell, "\n")...)
}

// otherFields returns the fields that do not belong to any tag, as a JSON object.
func otherFields(r *csvRow) string {
	others := maps.Clone(r.doc.Fields)
	for _, name := range fieldNames() {
		delete(others, name)
	}
	if len(others) == 0 {
		return ""
	}
	return compactJSON(others)
}

func setOtherFields(r *csvRow, cell string) error {
	var others map[string]string
	if err := json.Unmarshal([]byte(cell), &others); err != nil {
		return fmt.Errorf("%.40q is not a JSON object of strings", cell)
	}
	for name, value := range others {
		r.doc.Fields[name] = []string{value}
	}
	return nil
}

func paragraph(r *csvRow) string {
	if r.doc.Paragraph == 0 {
		return ""
	}
	return strconv.Itoa(r.doc.Paragraph)
}

func formatScore(score float64) string { return strconv.FormatFloat(score, 'g', -1, 64) }

// parseNumber reads a number as spreadsheets of any country write it: 1023, 0.85, 0,85.
func parseNumber(cell string) (float64, error) {
	return strconv.ParseFloat(strings.Replace(strings.TrimSpace(cell), ",", ".", 1), 64)
}

func parseScore(cell string) (float64, error) {
	score, err := parseNumber(cell)
	if err != nil || !(score >= 0 && score <= 1) {
		return 0, fmt.Errorf("%.40q is not a number from 0 to 1", cell)
	}
	return score, nil
}

// formatCandidates returns the spans of an ambiguous annotation: "0:5 44:52".
func formatCandidates(spans []place) string {
	var places []string
	for _, c := range spans {
		places = append(places, fmt.Sprintf("%d:%d", c.Start, c.End))
	}
	return strings.Join(places, " ")
}

func parseCandidates(cell string) (spans []place, err error) {
	for _, p := range strings.Fields(cell) {
		from, to, _ := strings.Cut(p, ":")
		start, fromErr := strconv.ParseUint(from, 10, 31)
		end, toErr := strconv.ParseUint(to, 10, 31)
		if fromErr != nil || toErr != nil {
			return nil, fmt.Errorf("%.40q is not a range like 12:20", p)
		}
		spans = append(spans, place{int(start), int(end)})
	}
	return spans, nil
}
