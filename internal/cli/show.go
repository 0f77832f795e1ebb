package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/ui/layout"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
)

func (p *program) showCommand() *cobra.Command {
	var opts library.ReadOptions
	var filter filterFlags
	c := &cobra.Command{
		Use:   "show ARTICLE",
		Short: "Print an article with its annotations",
		Long: "Print an article with numbered paragraphs, and below each paragraph the annotations that begin in it, " +
			"with signs for their verdicts; how far they are checked follows. The boilerplate of a page is shown as one line, unless it has annotations; galley extract prints all of it. Nothing is saved.",
		Args: takes(1, 1, "ARTICLE"),
		RunE: func(_ *cobra.Command, args []string) error {
			snapshot, notices, err := p.library().Show(args[0], opts)
			p.sayAll(notices)
			p.sayBlind()
			if err := p.tolerate(err); err != nil {
				return err
			}
			progress := annotate.NewSet(slices.Clone(snapshot.Annotations)).Progress()
			if snapshot.Annotations, err = filter.only(snapshot.Annotations); err != nil {
				return err
			}
			s := sheet{w: bufio.NewWriter(p.out), page: p.page, article: snapshot.Article}
			s.write(snapshot.Annotations)
			if text := progress.String(); text != "" {
				fmt.Fprintf(s.w, "\n%s\n", s.page.strong.Render(text))
			}
			return s.w.Flush()
		},
	}
	filter.add(c)
	readFlags(c, &opts)
	return c
}

// gutter is the width of the column with paragraph numbers and tag letters,
// including the space around it, in cells.
const gutter = 6

// A sheet prints an article. Flushing w returns its errors.
type sheet struct {
	w       *bufio.Writer
	page    page
	article *annotate.Article
}

// measure returns the width of the text column, in cells.
func (s sheet) measure() int { return max(s.page.width-gutter, 20) }

// write prints the article, and each annotation below the block it begins in.
func (s sheet) write(annotations []annotate.Annotation) {
	set := annotate.NewSet(annotations)
	placed, unplaced := set.Placed(), set.All()[len(set.Placed()):]
	l := layout.New(s.article, layout.Options{Measure: s.measure(), Method: ansi.WcWidth, Folded: func(block int) bool {
		b := s.article.Blocks[block]
		return b.Folded && len(set.Overlapping(b.Span)) == 0
	}})
	for pos, ok := l.First(), true; ok; {
		row := l.Row(pos)
		s.row(row, lineOf(l.Cells(pos)))
		block := s.article.Blocks[row.Block]
		if pos, ok = l.Next(pos); ok && l.Row(pos).Block == row.Block {
			continue
		}
		for ; len(placed) > 0 && placed[0].Span().Start < block.Span.End; placed = placed[1:] {
			s.annotation(placed[0], set.Verdict(placed[0]))
		}
	}
	if len(unplaced) > 0 {
		fmt.Fprintf(s.w, "\n%s\n", s.page.strong.Render("Without a definite place:"))
	}
	for _, n := range unplaced {
		s.annotation(n, set.Verdict(n))
	}
}

// lineOf returns the text of a row, without trailing blanks.
func lineOf(cells []layout.Cell) string {
	var text strings.Builder
	for _, c := range cells {
		text.WriteString(c.Text)
	}
	return strings.TrimRight(text.String(), " ")
}

// row prints one row of the text.
func (s sheet) row(row layout.Row, line string) {
	number := ""
	if n := s.article.Blocks[row.Block].Number; row.First && n > 0 {
		number = strconv.Itoa(int(n))
	}
	switch {
	case line == "" && number == "":
	case row.Kind == annotate.Title || row.Kind == annotate.Heading:
		line = s.page.strong.Render(line)
	case row.Kind == annotate.Furniture:
		line = s.page.faint.Render(line)
	}
	s.line(s.page.faint.Render(fmt.Sprintf("%*s", gutter-2, number)), line)
}

// line prints a line with lead in the gutter.
func (s sheet) line(lead, line string) {
	if line == "" && strings.TrimSpace(ansi.Strip(lead)) == "" {
		fmt.Fprintln(s.w)
		return
	}
	fmt.Fprintf(s.w, "%s  %s\n", lead, line)
}

// annotation prints one annotation: its letter, the sign of its verdict, its words and
// its details.
func (s sheet) annotation(n annotate.Annotation, verdict annotate.Verdict) {
	letter := fmt.Sprintf("%*s%s", gutter-3, n.Tag.Letter(), cmp.Or(verdict.Sign, " "))
	for i, line := range s.wrap(inQuotes(wordsAt(s.article, n)), s.measure()) {
		if i > 0 {
			letter = strings.Repeat(" ", gutter-2)
		}
		s.line(s.page.tag(n.Tag, letter), line)
	}
	s.detail(s.article.Range(n.Span()))
	s.detail(stateLine(n))
	s.detail(fieldLine(n))
	s.detail(source.CleanLine(n.LabelText()))
	s.detail(source.Clean(n.Note))
	for _, r := range n.Replies {
		s.detail("↳ " + source.Clean(strings.TrimPrefix(r.Creator+": "+r.Note, ": ")))
	}
}

// inQuotes puts words in quotation marks, unless they begin or end with one.
func inQuotes(words string) string {
	const marks = "“”„‟\"«»‹›「」『』"
	words = source.CleanLine(words)
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	if strings.ContainsRune(marks, first) || strings.ContainsRune(marks, last) {
		return words
	}
	return "“" + words + "”"
}

// detail prints text about an annotation, indented.
func (s sheet) detail(text string) {
	const indent = 2
	for _, line := range s.wrap(text, s.measure()-indent) {
		if line != "" {
			line = strings.Repeat(" ", indent) + line
		}
		s.line(strings.Repeat(" ", gutter-2), line)
	}
}

// stateLine explains the state of an annotation that is not anchored.
func stateLine(n annotate.Annotation) string {
	if n.Anchor.State == annotate.Anchored {
		return ""
	}
	parts := []string{string(n.Anchor.State)}
	if n.Anchor.Reason != "" {
		parts = append(parts, source.CleanLine(n.Anchor.Reason))
	}
	if n.Anchor.State == annotate.Changed {
		parts = append(parts, "it was made on the words "+inQuotes(n.Anchor.Exact))
	}
	return strings.Join(parts, ": ")
}

// fieldLine returns the fields of an annotation on one line.
func fieldLine(n annotate.Annotation) string {
	var parts []string
	for name, values := range n.FieldsInOrder() {
		if name == n.Tag.Spec().Status && len(values) == 1 {
			values = []string{n.Verdict().String()}
		}
		parts = append(parts, name+": "+strings.Join(values, "; "))
	}
	return source.CleanLine(strings.Join(parts, " · "))
}

// wrap breaks text into lines as articles are wrapped. Blank text has no lines.
func (s sheet) wrap(text string, measure int) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	text = strings.TrimRight(text, " \n")
	a := &annotate.Article{Text: text, Blocks: []annotate.Block{{Span: annotate.Span{End: len(text)}}}}
	l := layout.New(a, layout.Options{Measure: measure, Method: ansi.WcWidth})
	var lines []string
	for pos, ok := l.First(), true; ok; pos, ok = l.Next(pos) {
		lines = append(lines, lineOf(l.Cells(pos)))
	}
	return lines
}
