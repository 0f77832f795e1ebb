package export

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"galley/annotate"
)

func fieldColumn(name string) csvColumn {
	get := func(r *csvRow) string {
		switch v := r.doc.Fields[name].(type) {
		case string:
			return v
		case []string:
			return joined(v)
		}
		return ""
	}
	return csvColumn{name, get, func(r *csvRow, cell string) error {
		if cell == "" {
			return nil
		}
		if r.doc.Fields == nil {
			r.doc.Fields = map[string]any{}
		}
		if r.doc.Fields[name] = cell; name == annotate.SourcesField {
			r.doc.Fields[name] = split(cell)
		}
		return nil
	}}
}

// joined writes a list into one cell: a line for each value, or JSON where a
// value has several lines or what would come out might be read as JSON.
func joined(values []string) string {
	plain := strings.Join(values, "\n")
	if len(strings.Split(plain, "\n")) == len(values) && !strings.HasPrefix(plain, "[") {
		return plain
	}
	data, _ := json.Marshal(values) // strings can always be written
	return string(data)
}

// split reads what joined wrote, and blank lines that a person left in.
func split(cell string) []string {
	var values []string
	if strings.HasPrefix(cell, "[") && json.Unmarshal([]byte(cell), &values) == nil {
		return values
	}
	for value := range strings.SplitSeq(cell, "\n") {
		if value != "" {
			values = append(values, value)
		}
	}
	return values
}

// otherFields are the fields that no tag has, as a JSON object.
func otherFields(r *csvRow) string {
	others := map[string]any{}
	for name, value := range r.doc.Fields {
		others[name] = value
	}
	for _, name := range fieldNames() {
		delete(others, name)
	}
	if len(others) == 0 {
		return ""
	}
	data, _ := json.Marshal(others) // strings can always be written
	return string(data)
}

func setOtherFields(r *csvRow, cell string) error {
	if cell == "" {
		return nil
	}
	var others map[string]string
	if err := json.Unmarshal([]byte(cell), &others); err != nil {
		return fmt.Errorf("%.40q is no JSON object of strings", cell)
	}
	if r.doc.Fields == nil {
		r.doc.Fields = map[string]any{}
	}
	for name, value := range others {
		r.doc.Fields[name] = value
	}
	return nil
}

func score(r *csvRow) string { return strconv.FormatFloat(r.doc.Anchor.Score, 'g', -1, 64) }

func setScore(r *csvRow, cell string) (err error) {
	if cell == "" {
		return nil
	}
	if r.doc.Anchor.Score, err = strconv.ParseFloat(cell, 64); err != nil {
		return fmt.Errorf("%.40q is no number from 0 to 1", cell)
	}
	return nil
}

// candidates are the places of an ambiguous annotation: "0:5 44:52".
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
			return fmt.Errorf("%.40q is no place as in 12:20", p)
		}
		r.doc.Anchor.Candidates = append(r.doc.Anchor.Candidates, place{start, end})
	}
	return nil
}
