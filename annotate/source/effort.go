package source

import "bytes"

// Bounds of what the Markdown parser is given. Its time grows with the square
// of the brackets and stars in one paragraph and of how deep lines are nested,
// its memory with the rows times the columns of a table, and it recurses into
// lists and quotations. No text that a person wrote comes near the bounds; at
// them it takes about three seconds.
const (
	mostPairs  = 1_000_000_000 // of delimiters in the same paragraph
	mostCells  = 500_000       // of tables
	mostNested = 1_000_000_000 // squares of unusual indentations, and of the marks of lists and quotations
	mostFilled = 1_000_000     // lines that are not blank: each may be a block, of about a kilobyte
	mostMarked = 4_000_000     // delimiters in all: two make a node
	usualSetIn = 100           // columns of indentation
	usualMarks = 20            // lists and quotations that begin on one line
	deepest    = 5000          // the same at most: more would fill the stack
)

// isTooHard reports whether source is beyond the bounds.
func isTooHard(source []byte) bool {
	var e effort
	for line := range bytes.Lines(source) {
		e.add(line)
		if e.pairs > mostPairs || e.cells > mostCells || e.nested > mostNested || e.depth > deepest || e.lines > mostFilled || e.marked > mostMarked {
			return true
		}
	}
	return false
}

// An effort is what parsing Markdown up to a line takes.
type effort struct {
	pairs, cells, nested, depth, lines, marked int

	delimiters int // in the paragraph so far
	columns    int // of the table that the lines may be of, 0 for none
}

func (e *effort) add(line []byte) {
	begins := bytes.TrimLeft(line, " \t")
	indent := len(line) - len(begins)
	if len(bytes.TrimSpace(begins)) == 0 {
		e.delimiters, e.columns = 0, 0
		return
	}
	e.lines++
	if indent > usualSetIn {
		e.nested += indent * indent
	}
	marks := markCount(begins)
	if marks > usualMarks {
		e.nested += 2 * marks * marks
	}
	e.depth = max(e.depth, marks)
	if indent < 4 && marks > 0 && begins[0] != '>' {
		e.delimiters = 0
	}
	found := delimiterCount(begins)
	e.pairs += found * (found + 2*e.delimiters)
	e.delimiters += found
	e.marked += found
	e.cells += e.columns
	if columns := columnCount(begins); columns > 0 {
		e.columns = columns
	}
}

// markCount is how many lists and quotations line opens.
func markCount(line []byte) int {
	marks := 0
	for i, c := range line {
		switch {
		case isBlank(c), c >= '0' && c <= '9':
		case c == '>', bytes.IndexByte([]byte("-+*.)"), c) >= 0 && i+1 < len(line) && isBlank(line[i+1]):
			marks++
		default:
			return marks
		}
	}
	return marks
}

// delimiterCount is how many characters of line may open or close something.
func delimiterCount(line []byte) int {
	n := 0
	for _, c := range line {
		if isDelimiter[c] {
			n++
		}
	}
	return n
}

// isDelimiter tells what may open or close something.
var isDelimiter = [256]bool{'*': true, '_': true, '[': true, ']': true, '~': true, '<': true, '`': true}

// columnCount is the number of columns if line may stand below the head of a
// table, else 0.
func columnCount(line []byte) int {
	columns := 1
	for _, c := range line {
		switch c {
		case '|':
			columns++
		case '-', ':', ' ', '\t', '>', '\n':
		default:
			return 0
		}
	}
	if columns == 1 {
		return 0
	}
	return columns
}
