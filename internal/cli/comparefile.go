package cli

import (
	"encoding/csv"
	"math"
	"strconv"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/annotate/export"
)

// json returns the object that galley compare --json prints. Figures that are undefined
// are left out.
func (c comparison) json() any {
	mapper := annotate.NewMapper(c.article.Text)
	pairs, items := []any{}, []any{}
	for _, pair := range c.Pairs {
		tags := map[string]any{}
		for row, f := range pair.Tags {
			members := map[string]any{"n_a": f.CountA, "n_b": f.CountB}
			for i, figure := range figuresOf(f) {
				addFigure(members, measures[i].name, figure)
			}
			tags[string(row)] = members
		}
		entry := map[string]any{"a": pair.A, "b": pair.B, "tags": tags}
		if c.request.confusion {
			entry["confusion"] = confusionJSON(pair.Items)
		}
		pairs = append(pairs, entry)
		for _, item := range pair.Items {
			items = append(items, newComparedItem(item, mapper))
		}
	}
	out := map[string]any{"article": c.article.ID, "annotators": c.Annotators, "pairs": pairs, "items": items}
	if c.Group != nil {
		out["group"] = c.groupJSON()
	}
	if c.request.key != "" {
		out["students"] = c.students(mapper)
	}
	return out
}

// addFigure adds a figure and its interval to an object, rounded to six decimals, if it is
// defined.
func addFigure(members map[string]any, name string, f agree.Figure) {
	if f.Defined() {
		members[name] = rounded(f.Value)
	}
	if f.Defined() && f.Interval != nil {
		members[name+"_ci"] = [2]float64{rounded(f.Interval[0]), rounded(f.Interval[1])}
	}
}

func rounded(value float64) float64 { return math.Round(value*1e6) / 1e6 }

// A comparedItem is an item of JSON: A and B are the ids of annotations.
type comparedItem struct {
	Class string `json:"class"`
	A     string `json:"a,omitempty"`
	B     string `json:"b,omitempty"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

func newComparedItem(item agree.Item, mapper *annotate.Mapper) comparedItem {
	out := comparedItem{Class: string(item.Class)}
	out.Start, out.End = mapper.RunesFromSpan(item.Span())
	if item.A != nil {
		out.A = item.A.ID
	}
	if item.B != nil {
		out.B = item.B.ID
	}
	return out
}

// confusionJSON counts items by the tag of the first and then of the second person;
// "none" is no annotation.
func confusionJSON(items []agree.Item) map[string]map[string]int {
	name := func(tag annotate.Tag) string {
		if tag == "" {
			return "none"
		}
		return string(tag)
	}
	out := map[string]map[string]int{}
	for tags, n := range agree.Confusion(items) {
		row := name(tags[0])
		if out[row] == nil {
			out[row] = map[string]int{}
		}
		out[row][name(tags[1])] = n
	}
	return out
}

func (c comparison) groupJSON() any {
	tags := map[string]any{}
	for row, f := range c.Group {
		members := map[string]any{}
		addFigure(members, "fleiss", f.Fleiss)
		addFigure(members, "alpha", f.Alpha)
		addFigure(members, "alpha_u", f.AlphaU)
		tags[string(row)] = members
	}
	return map[string]any{"n": len(c.people), "tags": tags}
}

// A comparedSpan is a range of code points.
type comparedSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// students returns the scores of each person against the key.
func (c comparison) students(mapper *annotate.Mapper) []any {
	students := []any{}
	for _, pair := range c.Pairs {
		tags := map[string]any{}
		for row, s := range agree.Scores(pair.Items) {
			members := map[string]any{}
			addFigure(members, "p", agree.Figure{Value: s.Precision})
			addFigure(members, "r", agree.Figure{Value: s.Recall})
			addFigure(members, "f1", agree.Figure{Value: s.F1})
			tags[string(row)] = members
		}
		missed, extra := oneSided(pair.Items, agree.All)
		students = append(students, map[string]any{"name": pair.B, "tags": tags, "missed": spansOf(missed, mapper), "extra": spansOf(extra, mapper)})
	}
	return students
}

func spansOf(items []agree.Item, mapper *annotate.Mapper) []comparedSpan {
	spans := []comparedSpan{}
	for _, item := range items {
		start, end := mapper.RunesFromSpan(item.Span())
		spans = append(spans, comparedSpan{start, end})
	}
	return spans
}

// writeCSV writes a row for each pair and tag.
func (c comparison) writeCSV(w *csv.Writer) error {
	header := []string{"a", "b", "tag", "n_a", "n_b"}
	for _, m := range measures {
		header = append(header, m.name, m.name+"_low", m.name+"_high")
	}
	if c.request.key != "" {
		header = append(header, "p", "r", "f1")
	}
	records := [][]string{header}
	for _, pair := range c.Pairs {
		against := agree.Scores(pair.Items)
		for _, row := range agree.Rows() {
			f := pair.Tags[row]
			record := []string{export.GuardFormula(pair.A), export.GuardFormula(pair.B), string(row), strconv.Itoa(f.CountA), strconv.Itoa(f.CountB)}
			for _, figure := range figuresOf(f) {
				record = append(record, figureCells(figure)...)
			}
			if c.request.key != "" {
				s := against[row]
				record = append(record, figureCell(s.Precision), figureCell(s.Recall), figureCell(s.F1))
			}
			records = append(records, record)
		}
	}
	return w.WriteAll(records)
}

// figureCells returns the cells of a figure and the ends of its interval, empty where they
// are undefined.
func figureCells(f agree.Figure) []string {
	cells := []string{figureCell(f.Value), "", ""}
	if f.Defined() && f.Interval != nil {
		cells[1], cells[2] = figureCell(f.Interval[0]), figureCell(f.Interval[1])
	}
	return cells
}

func figureCell(value float64) string {
	if !(agree.Figure{Value: value}).Defined() {
		return ""
	}
	return strconv.FormatFloat(rounded(value), 'f', -1, 64)
}
