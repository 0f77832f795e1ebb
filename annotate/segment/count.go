package segment

import "galley/annotate"

// CountArticleWords returns the number of words in an article outside folded blocks.
func CountArticleWords(a *annotate.Article) int {
	return CountVisibleWords(a, annotate.Span{End: len(a.Text)})
}

// CountVisibleWords returns the number of words in a span outside folded blocks.
func CountVisibleWords(a *annotate.Article, span annotate.Span) int {
	count, from := 0, span.Start
	for _, b := range a.Blocks[a.BlockAt(span.Start):] {
		if !b.Folded || b.Span.End <= from {
			continue
		}
		if b.Span.Start >= span.End {
			break
		}
		if b.Span.Start > from {
			count += CountWords(a.Text[from:b.Span.Start])
		}
		from = min(b.Span.End, span.End)
	}
	return count + CountWords(a.Text[from:span.End])
}

// CountWords returns the number of words in text, as [Words] finds them.
func CountWords(text string) int {
	count := 0
	for off := 0; off < len(text); {
		start := off
		for off < len(text) && (text[off] == ' ' || text[off] == '\n') {
			off++
		}
		run := off
		if off = runEnd(text, off); off == run {
			continue
		}
		n, isPlain := countPlain(text[run:off])
		if !isPlain {
			n = countRun(text, annotate.Span{Start: max(start, run-1), End: off})
		}
		count += n
	}
	return count
}

// runEnd returns the end of the run of characters at off: the next space or line
// feed.
func runEnd(text string, off int) int {
	for off < len(text) && text[off] != ' ' && text[off] != '\n' {
		off++
	}
	return off
}

// marksBefore are the marks that may precede a word, marksAfter those that may follow one.
var marksBefore, marksAfter = setOf(`("'[`), setOf(`.,;:!?)"']`)

func setOf(bytes string) (set [256]bool) {
	for i := range len(bytes) {
		set[bytes[i]] = true
	}
	return set
}

// countPlain counts the words in an ASCII run: letters and digits with marks around
// them and single hyphens or apostrophes inside. isPlain is false for any other run.
func countPlain(run string) (words int, isPlain bool) {
	for run != "" && marksBefore[run[0]] {
		run = run[1:]
	}
	for run != "" && marksAfter[run[len(run)-1]] {
		run = run[:len(run)-1]
	}
	for i := 0; i < len(run); i++ {
		c := run[i]
		switch {
		case isAlphanumeric(c):
		case c == '-' && i > 0 && run[i-1] != '-' && run[i-1] != '\'':
		case c == '\'' && i > 0 && isLetter(run[i-1]) && i+1 < len(run) && isLetter(run[i+1]):
		default:
			return 0, false
		}
	}
	if run == "" {
		return 0, true
	}
	return 1, run[len(run)-1] != '-'
}

func isLetter(c byte) bool { return isAlphanumeric(c) && c > '9' }

// countRun counts the words in any run; no word crosses its ends.
func countRun(text string, run annotate.Span) int {
	w := window{text: text, lo: run.Start, hi: run.End}
	s := w.scan(run.Start, run.End)
	count := 0
	for _, ok := s.next(); ok; _, ok = s.next() {
		count++
	}
	return count
}
