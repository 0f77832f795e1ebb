package source

import "bytes"

// Bounds of what the Markdown parser is given. Its time grows with the square of
// the brackets and stars in one paragraph and with that of the nesting, its memory
// with the rows times the columns of a table, and it recurses into lists and
// quotations. No article comes near the bounds; at them it takes about three
// seconds.
const (
	maxPairs     = 1_000_000_000 // pairs of delimiters in the same paragraph
	maxCells     = 500_000       // cells of tables
	maxNesting   = 1_000_000_000 // sum of the squares of unusual indentations and numbers of marks
	maxFilled    = 1_000_000     // lines that are not blank: each may be a block of about a kilobyte
	maxMarkers   = 4_000_000     // delimiters in the whole source: two make a node
	usualIndent  = 100           // largest usual indentation, in columns
	usualMarks   = 20            // largest usual number of lists and quotations that begin on one line
	maxLineMarks = 5000          // marks on one line; more would fill the stack
)

// isTooCostly reports whether parsing source as Markdown would exceed the bounds.
func isTooCostly(source []byte) bool {
	var c markdownCost
	for line := range bytes.Lines(source) {
		c.add(line)
		if c.pairs > maxPairs || c.cells > maxCells || c.nesting > maxNesting || c.depth > maxLineMarks || c.lines > maxFilled || c.markers > maxMarkers {
			return true
		}
	}
	return false
}

// A markdownCost estimates the work of parsing up to a line.
type markdownCost struct {
	pairs, cells, nesting, depth, lines, markers int

	delimiters int // in the paragraph so far
	columns    int // of the table that the lines may be in, or 0
}

func (c *markdownCost) add(line []byte) {
	text := bytes.TrimLeft(line, " \t")
	indent := len(line) - len(text)
	if len(bytes.TrimSpace(text)) == 0 {
		c.delimiters, c.columns = 0, 0
		return
	}
	c.lines++
	if indent > usualIndent {
		c.nesting += indent * indent
	}
	marks := countMarks(text)
	if marks > usualMarks {
		c.nesting += 2 * marks * marks
	}
	c.depth = max(c.depth, marks)
	if indent < 4 && marks > 0 && text[0] != '>' {
		c.delimiters = 0
	}
	found := 0
	for _, char := range text {
		if isDelimiter[char] {
			found++
		}
	}
	c.pairs += found * (found + 2*c.delimiters)
	c.delimiters += found
	c.markers += found
	c.cells += c.columns
	if columns := countColumns(text); columns > 0 {
		c.columns = columns
	}
}

// countMarks counts the lists and quotations that line opens.
func countMarks(line []byte) int {
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

// isDelimiter is true for the characters that may open or close an inline element.
var isDelimiter = [256]bool{'*': true, '_': true, '[': true, ']': true, '~': true, '<': true, '`': true}

// countColumns returns the number of columns if line may be the second of a table,
// else 0.
func countColumns(line []byte) int {
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
