package export

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ReadCSV reads what WriteCSV wrote, with columns in any order and some of
// them gone, and the highlights that Readwise takes and gives. Cells may be
// parted by semicolons or tabs, as spreadsheets of some countries write them.
// The articles must be known already.
func ReadCSV(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in := newIntake(opt)
	rows, err := newCSVReader(decoded(r, opt))
	if err != nil {
		return nil, nil, err
	}
	header, err := rows.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("%w: row 1: %w", ErrWrongFormat, err)
	}
	take := in.rowTaker(header)
	if take == nil {
		return nil, nil, fmt.Errorf("%w: row 1 names neither the columns tag and quote nor a column Highlight", ErrWrongFormat)
	}
	for number := 2; ; number++ {
		cells, err := rows.Read()
		if err == io.EOF {
			return in.bundles()
		}
		if err == nil {
			err = take(cells)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("row %d: %w", number, csvTrouble(err))
		}
	}
}

// newCSVReader finds out what parts the cells.
func newCSVReader(r io.Reader) (*csv.Reader, error) {
	buf := bufio.NewReader(r)
	head, err := buf.Peek(buf.Size())
	if err != nil && err != io.EOF {
		return nil, err
	}
	rows := csv.NewReader(buf)
	rows.FieldsPerRecord = -1
	first, _, _ := strings.Cut(string(head), "\n")
	for _, comma := range []string{";", "\t"} {
		if strings.Count(first, comma) > strings.Count(first, ",") {
			rows.Comma = rune(comma[0])
		}
	}
	return rows, nil
}

// csvTrouble leaves the lines out of an error, because people count rows.
func csvTrouble(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return parse.Err
	}
	return err
}

// rowTaker returns what takes the rows under that header, nil for a header
// that means nothing.
func (in *intake) rowTaker(header []string) func(cells []string) error {
	at := map[string]int{}
	for i, name := range header {
		if _, twice := at[strings.TrimSpace(name)]; !twice {
			at[strings.TrimSpace(name)] = i
		}
	}
	_, tag := at["tag"]
	_, quote := at["quote"]
	_, highlight := at["Highlight"]
	switch {
	case tag && quote:
		return in.ownRows(at)
	case highlight:
		return func(cells []string) error { return in.highlight(csvCells{at, cells}) }
	}
	return nil
}

// csvCells are the cells of a row by the names of their columns.
type csvCells struct {
	at    map[string]int
	cells []string
}

// get is the cell of the first of the columns that is there and not empty.
func (c csvCells) get(names ...string) string {
	for _, name := range names {
		if i, ok := c.at[name]; ok && i < len(c.cells) && c.cells[i] != "" {
			return c.cells[i]
		}
	}
	return ""
}

// ownRows takes rows with Galley's columns. Other columns are left out.
func (in *intake) ownRows(at map[string]int) func([]string) error {
	columns := csvColumns()
	for name := range at {
		if !knownColumn(columns, name) && name != "" {
			in.loss.add(lostColumn, 1)
		}
	}
	return func(cells []string) error {
		var row csvRow
		given := csvCells{at, cells}
		for _, c := range columns {
			if c.set == nil {
				continue
			}
			if err := c.set(&row, unguarded(given.get(c.name))); err != nil {
				return placed(c.name, err)
			}
		}
		if row.doc.Quote == "" && row.doc.Tag == "" {
			return nil // an empty row
		}
		return in.takeRow(&row)
	}
}

var lostColumn = LossKind{"column that Galley does not know", "columns that Galley does not know"}

func knownColumn(columns []csvColumn, name string) bool {
	for _, c := range columns {
		if c.name == name {
			return true
		}
	}
	return false
}

func (in *intake) takeRow(row *csvRow) error {
	if score := row.doc.Anchor.Score; !(score >= 0 && score <= 1) {
		return placed("score", fmt.Errorf("%v is no number from 0 to 1", score))
	}
	s, err := in.shelf(in.about(row.head))
	if err != nil {
		return err
	}
	n, err := in.own(&row.doc, s, row.head.TextSHA256)
	if err != nil {
		return err
	}
	s.put(n)
	return nil
}
