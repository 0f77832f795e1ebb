package cli

import (
	"cmp"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/internal/cli/table"

	"charm.land/lipgloss/v2"
)

// maxListed is the number of pairs that are listed unasked.
const maxListed = 28

// write prints tables and what their figures mean.
func (c comparison) write(p *program) error {
	var tables []*table.Table
	about := []string{"F1 exact: " + measures[0].meaning, "F1 overlap: " + measures[1].meaning}
	switch {
	case c.request.key != "":
		tables = append(tables, c.scoreTable(p.page))
		about = []string{
			"P: share of a person's annotations that overlap one of the key with the same tag", "R: share of the key's annotations that the person found",
			"F1: the harmonic mean of both",
			"missed, extra: only the key or only the person has an annotation there; other tags on the same words are neither, --confusion counts them",
		}
	case len(c.Pairs) == 1:
		p.print("%s", pairSummary(c.Pairs[0]))
	case len(c.Pairs) <= maxListed || c.request.pairs:
		tables = append(tables, c.pairsTable(p.page))
	}
	if c.Group != nil {
		tables = append(tables, c.groupTable(p.page))
		about = append(about, "Fleiss's κ: "+strings.TrimPrefix(measures[4].meaning, "Cohen's κ, "), "--pairs lists the other figures of each pair")
	}
	for _, pair := range c.Pairs {
		if c.request.key == "" && (c.Group == nil || c.request.pairs) {
			tables, about = append(tables, pairTable(p.page, pair)), nil
		}
		if c.request.confusion {
			tables = append(tables, confusionTable(p.page, pair))
		}
	}
	for i, t := range tables {
		if i > 0 {
			p.print("%s", "")
		}
		if err := t.Write(p.out); err != nil {
			return err
		}
	}
	p.print("%s", "")
	if about == nil {
		for _, m := range measures {
			about = append(about, m.heading+": "+m.meaning)
		}
	}
	if c.request.key == "" {
		about = append(about, "In brackets: the 95 % interval, from 1,000 samples of the paragraphs. — is undefined")
	}
	for _, line := range about {
		p.print("%s", wrapped(p.page, line+"."))
	}
	return nil
}

// wrapped returns text wrapped to the width of a terminal.
func wrapped(p page, text string) string {
	if !p.terminal {
		return text
	}
	return strings.Join(table.Wrap(text, p.width), "\n")
}

func classesOf(p agree.Pair) map[agree.Class]int {
	counts := map[agree.Class]int{}
	for _, item := range p.Items {
		counts[item.Class]++
	}
	return counts
}

// pairSummary counts the items of a pair: "ann and ben: 12 same, 2 border, 4 one-sided".
func pairSummary(p agree.Pair) string {
	counts := classesOf(p)
	var parts []string
	for _, class := range agree.Classes() {
		if counts[class] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[class], class))
		}
	}
	return fmt.Sprintf("%s and %s: %s", p.A, p.B, cmp.Or(strings.Join(parts, ", "), "no annotations"))
}

// pairTable lists the figures of a pair.
func pairTable(p page, pair agree.Pair) *table.Table {
	names := []string{p.cell(pair.A), p.cell(pair.B)}
	for _, m := range measures {
		names = append(names, m.heading)
	}
	return figureTable(p, names, func(row annotate.Tag) []string {
		f := pair.Tags[row]
		cells := []string{fmt.Sprint(f.CountA), fmt.Sprint(f.CountB)}
		for _, figure := range figuresOf(f) {
			cells = append(cells, figureText(figure))
		}
		return cells
	})
}

// groupTable lists the figures of more than two people.
func (c comparison) groupTable(p page) *table.Table {
	return figureTable(p, []string{"Fleiss's κ", "α words", "α borders"}, func(row annotate.Tag) []string {
		f := c.Group[row]
		return []string{figureText(f.Fleiss), figureText(f.Alpha), figureText(f.AlphaU)}
	})
}

// figureTable has a line for each name and a column for each tag. cells returns a column.
func figureTable(p page, names []string, cells func(row annotate.Tag) []string) *table.Table {
	columns, lines := []table.Column{{}}, make([][]string, len(names))
	for i, name := range names {
		lines[i] = []string{name}
	}
	for _, row := range agree.Rows() {
		columns = append(columns, table.Column{Name: string(row)})
		for i, cell := range cells(row) {
			lines[i] = append(lines[i], cell)
		}
	}
	t := p.table(columns)
	for _, line := range lines {
		t.Add(line...)
	}
	return t
}

// pairsTable lists pairs, a line each.
func (c comparison) pairsTable(p page) *table.Table {
	t := p.table([]table.Column{
		{Name: "people", Flex: true}, {Name: "same", Align: lipgloss.Right}, {Name: "different", Align: lipgloss.Right},
		{Name: "one-sided", Align: lipgloss.Right}, {Name: "F1 exact", Align: lipgloss.Right}, {Name: "F1 overlap", Align: lipgloss.Right},
	})
	for _, pair := range c.Pairs {
		counts := classesOf(pair)
		same := counts[agree.Same] + counts[agree.Nearly]
		f := pair.Tags[agree.All]
		t.Add(p.cell(pair.A+", "+pair.B), fmt.Sprint(same), fmt.Sprint(len(pair.Items)-same-counts[agree.OneSided]), fmt.Sprint(counts[agree.OneSided]),
			number(f.F1Exact.Value), number(f.F1Overlap.Value))
	}
	return t
}

// scoreTable lists the scores of each person against the key.
func (c comparison) scoreTable(p page) *table.Table {
	t := p.table([]table.Column{
		{Name: "name", Flex: true}, {Name: "tag"}, {Name: "P"}, {Name: "R"}, {Name: "F1"},
		{Name: "missed", Align: lipgloss.Right}, {Name: "extra", Align: lipgloss.Right},
	})
	for _, pair := range c.Pairs {
		scores := agree.Scores(pair.Items)
		name := pair.B
		for _, row := range agree.Rows() {
			missed, extra := oneSided(pair.Items, row)
			s := scores[row]
			t.Add(p.cell(name), string(row), number(s.Precision), number(s.Recall), number(s.F1), fmt.Sprint(len(missed)), fmt.Sprint(len(extra)))
			name = ""
		}
	}
	return t
}

// oneSided returns the items of a row that only the first or only the second person has.
func oneSided(items []agree.Item, row annotate.Tag) (first, second []agree.Item) {
	for _, item := range items {
		switch {
		case item.B == nil && (row == agree.All || item.A.Tag == row):
			first = append(first, item)
		case item.A == nil && (row == agree.All || item.B.Tag == row):
			second = append(second, item)
		}
	}
	return first, second
}

// confusionTable counts which tag of the first person met which of the second one.
func confusionTable(p page, pair agree.Pair) *table.Table {
	choices := append(annotate.Tags(), "")
	columns := []table.Column{{Name: pair.A + " \\ " + pair.B}}
	for _, tag := range choices {
		columns = append(columns, table.Column{Name: cmp.Or(string(tag), "none"), Align: lipgloss.Right})
	}
	t := p.table(columns)
	counts := agree.Confusion(pair.Items)
	for _, a := range choices {
		cells := []string{cmp.Or(string(a), "none")}
		for _, b := range choices {
			cells = append(cells, fmt.Sprint(counts[[2]annotate.Tag{a, b}]))
		}
		t.Add(cells...)
	}
	return t
}

// figureText formats a figure: ".81 (.72–.89)".
func figureText(f agree.Figure) string {
	if !f.Defined() || f.Interval == nil {
		return number(f.Value)
	}
	return fmt.Sprintf("%s (%s–%s)", number(f.Value), number(f.Interval[0]), number(f.Interval[1]))
}

// number formats a figure with two decimals, without a zero before the point.
func number(value float64) string {
	if !(agree.Figure{Value: value}).Defined() {
		return "—"
	}
	text := fmt.Sprintf("%.2f", value)
	if text == "-0.00" {
		text = "0.00"
	}
	sign, digits := "", text
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, digits = "-", rest
	}
	if rest, ok := strings.CutPrefix(digits, "0"); ok {
		return sign + rest
	}
	return text
}
