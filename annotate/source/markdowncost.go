package source

import "bytes"

// Bounds on the input of the Markdown parser. Its time grows with the squares of the
// nesting depth and of the number of delimiters in a paragraph, its memory with the
// product of the rows and columns of a table, and it recurses into lists and
// quotations. No article comes near the bounds; parsing a source at the bounds takes
// about three seconds.
const (
	maxPairs      = 1_000_000_000 // pairs of delimiters in the same paragraph
	maxCells      = 500_000       // cells of tables
	maxNesting    = 1_000_000_000 // sum of the squares of unusual indentations and numbers of marks
	maxTextLines  = 1_000_000     // lines that are not blank: each may be a block of about a kilobyte
	maxDelimiters = 4_000_000     // delimiters in the whole source: two make a node
	maxNotes      = 30_000        // footnotes and references to them, each of which is compared with each note
	usualIndent   = 100           // usual maximum indentation, in columns
	usualMarks    = 20            // usual maximum number of lists and quotations that begin on one line
	maxLineMarks  = 5000          // marks on one line; more would fill the stack
)

// isTooCostly reports whether parsing source as Markdown would exceed the bounds.
func isTooCostly(source []byte) bool {
	var c markdownCost
	for line := range bytes.Lines(source) {
		c.add(line)
		if c.pairs > maxPairs || c.cells > maxCells || c.nesting > maxNesting || c.depth > maxLineMarks || c.lines > maxTextLines || c.allDelimiters > maxDelimiters || c.notes > maxNotes {
			return true
		}
	}
	return false
}

// A markdownCost estimates the cost of parsing the lines added to it.
type markdownCost struct {
	pairs, cells, nesting, depth, lines, allDelimiters, notes int

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
	c.allDelimiters += found
	c.notes += bytes.Count(text, []byte("[^"))
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

// countColumns returns the number of columns if line may be the delimiter row of a
// table, otherwise 0.
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
