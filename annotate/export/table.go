package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/transform"
)

// # Tables
//
// A table is text as any spreadsheet writes it: cells between commas, semicolons, tabs
// or bars; any line breaks; perhaps a first line "sep=;" and blank rows, then a row
// with the names of the columns, in any case.

// A table reads rows after their header.
type table struct {
	rows   *csv.Reader
	index  map[string]int // of columns by name, as columnName returns it
	number int            // of the last row, from 1; without a line "sep=;"
}

// newTable reads the header of a table. renames maps the names of its columns to
// those that Galley knows.
func newTable(r io.Reader, renames map[string]string) (*table, error) {
	buf := bufio.NewReaderSize(transform.NewReader(r, newlines{}), 64<<10)
	head, err := buf.Peek(buf.Size())
	if err != nil && err != io.EOF {
		return nil, err
	}
	renames = byColumnName(renames)
	t := &table{}
	first, _, _ := bytes.Cut(head, []byte("\n"))
	comma, ok := declaredSeparator(string(first))
	if ok {
		_, _ = buf.Discard(min(len(first)+1, len(head)))
	} else {
		comma = likelySeparator(head, renames)
	}
	t.rows = newRows(buf, comma)
	header, err := t.header()
	switch err {
	case io.EOF:
		err = errors.New("the table is empty")
	case nil:
		t.index, err = columnIndex(header, renames)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: row %d: %w", ErrWrongFormat, max(t.number, 1), err)
	}
	return t, nil
}

func newRows(r io.Reader, comma rune) *csv.Reader {
	rows := csv.NewReader(r)
	rows.Comma, rows.FieldsPerRecord = comma, -1
	return rows
}

// declaredSeparator reads the line "sep=;" that Excel obeys.
func declaredSeparator(line string) (comma rune, ok bool) {
	line = strings.Trim(line, "\uFEFF\"")
	if len(line) != len("sep=;") || !strings.EqualFold(line[:4], "sep=") {
		return 0, false
	}
	comma = rune(line[4])
	return comma, comma != '"' && comma != '\r' && comma < unicode.MaxASCII
}

// likelySeparator returns the separator with which the header has most columns that
// Galley knows or, if it knows none, most columns.
func likelySeparator(head []byte, renames map[string]string) rune {
	const knownWeight = 1000
	best, most := ',', 0
	for _, comma := range ",;\t|" {
		t := &table{rows: newRows(bytes.NewReader(head), comma)}
		header, _ := t.header()
		score := len(header)
		for _, cell := range header {
			if name := columnName(cell); renames[name] != "" || isKnownColumn(name) {
				score += knownWeight
			}
		}
		if score > most {
			best, most = comma, score
		}
	}
	return best
}

// header reads the first row that is not blank.
func (t *table) header() ([]string, error) {
	for {
		row, err := t.next()
		if err != nil || !isBlankRow(row) {
			return row, err
		}
	}
}

func isBlankRow(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.Trim(cell, " \u00A0\uFEFF,;\t|") != "" })
}

// next reads a row.
func (t *table) next() ([]string, error) {
	t.number++
	cells, err := t.rows.Read()
	if syntax := (*csv.ParseError)(nil); errors.As(err, &syntax) {
		err = syntax.Err // without the line: the message names the row
	}
	return cells, err
}

// has reports whether the table has a column.
func (t *table) has(name string) bool {
	_, ok := t.index[name]
	return ok
}

// each calls read with each row that is not blank. Errors name the row.
func (t *table) each(read func(csvCells) error) error {
	for {
		cells, err := t.next()
		if err == io.EOF {
			return nil
		}
		if err == nil && !isBlankRow(cells) {
			err = read(csvCells{t.index, cells})
		}
		if err != nil {
			return fmt.Errorf("row %d: %w", t.number, err)
		}
	}
}

// columnName returns the form in which names of columns are compared: lower-case
// words, joined by underscores.
func columnName(cell string) string {
	words := strings.FieldsFunc(strings.ToLower(cell), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
	})
	return strings.Join(words, "_")
}

// byColumnName returns a map with its keys as columnName returns them.
func byColumnName(renames map[string]string) map[string]string {
	out := make(map[string]string, len(renames))
	for theirs, ours := range renames {
		out[columnName(theirs)] = ours
	}
	return out
}

// columnIndex maps the names of columns to their indexes. The first of several
// columns with the same name counts, but a renamed one before all others.
func columnIndex(header []string, renames map[string]string) (map[string]int, error) {
	index := map[string]int{}
	for i, cell := range slices.Backward(header) {
		index[columnName(cell)] = i
	}
	delete(index, "")
	renamed := map[string]int{}
	for theirs, ours := range renames {
		i, ok := index[theirs]
		if !ok {
			return nil, fmt.Errorf("there is no column %.40q", theirs)
		}
		delete(index, theirs)
		renamed[ours] = i
	}
	maps.Copy(index, renamed)
	return index, nil
}

// csvCells holds the cells of a row, indexed by column name.
type csvCells struct {
	index map[string]int
	cells []string
}

// get returns the first cell in these columns that is not empty, or "".
func (c csvCells) get(names ...string) string {
	for _, name := range names {
		if i, ok := c.index[name]; ok && i < len(c.cells) && c.cells[i] != "" {
			return c.cells[i]
		}
	}
	return ""
}

// newlines turns CR and CR LF into LF.
type newlines struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (newlines) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if nDst == len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		n := bytes.IndexByte(src[nSrc:], '\r')
		if n != 0 {
			if n < 0 {
				n = len(src) - nSrc
			}
			n = copy(dst[nDst:], src[nSrc:nSrc+n])
			nDst, nSrc = nDst+n, nSrc+n
			continue
		}
		if nSrc+1 == len(src) && !atEOF {
			return nDst, nSrc, transform.ErrShortSrc
		}
		if nSrc+1 < len(src) && src[nSrc+1] == '\n' {
			nSrc++
		}
		dst[nDst] = '\n'
		nDst, nSrc = nDst+1, nSrc+1
	}
	return nDst, nSrc, nil
}
