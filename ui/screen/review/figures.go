package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/segment"
)

// A figures value holds the statistics of an article.
type figures struct {
	all      int
	tags     map[annotate.Tag]int
	statuses map[annotate.Tag]map[string]int // number of annotations by status
	progress annotate.Progress
	marked   int   // words under at least one annotation
	words    int   // of the whole text; 0: not counted yet
	strip    []int // annotations that begin in each numbered paragraph
}

// count counts the annotations of an article. The words of the text are counted
// once.
func (f figures) count(article *annotate.Article, set annotate.Set) figures {
	wholes := set.Wholes()
	f.all, f.tags, f.marked = len(wholes), map[annotate.Tag]int{}, 0
	f.statuses, f.progress = map[annotate.Tag]map[string]int{}, set.Progress()
	f.strip = make([]int, article.NumberedBlocks())
	for _, whole := range wholes {
		a := whole.First()
		if f.statuses[a.Tag] == nil {
			f.statuses[a.Tag] = map[string]int{}
		}
		f.tags[a.Tag]++
		f.statuses[a.Tag][a.Status()]++
		if n := article.NumberAt(a.Span().Start); n > 0 && a.Anchor.State.Placed() {
			f.strip[n-1]++
		}
	}
	for _, span := range coveredSpans(set.Placed()) {
		f.marked += segment.CountVisibleWords(article, span)
	}
	if f.words == 0 {
		f.words = segment.CountArticleWords(article)
	}
	return f
}

// coveredSpans returns the text that annotations cover, as ordered spans that do not
// touch.
func coveredSpans(placed []annotate.Annotation) []annotate.Span {
	var spans []annotate.Span
	for _, a := range placed {
		span := a.Anchor.Span
		if n := len(spans); n > 0 && span.Start <= spans[n-1].End {
			spans[n-1].End = max(spans[n-1].End, span.End)
		} else {
			spans = append(spans, span)
		}
	}
	return spans
}

// lines formats the figures as sentences.
func (f figures) lines() []string {
	if f.all == 0 {
		return []string{"No annotations yet."}
	}
	var tags []string
	for _, tag := range annotate.Tags() {
		tags = append(tags, annotate.Plural(f.tags[tag], string(tag)))
	}
	lines := []string{annotate.Plural(f.all, "annotation") + ": " + strings.Join(tags, ", ")}
	if f.progress.Total > 0 {
		lines = append(lines, f.progress.String())
	}
	lines = append(lines, fmt.Sprintf("%d of %s marked, %d%%", f.marked, annotate.Plural(f.words, "word"), 100*f.marked/max(f.words, 1)))
	for _, tag := range annotate.Tags() {
		if line := f.statusLine(tag); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// statusLine counts the annotations of a tag by status: the standard ones, then
// others by name.
func (f figures) statusLine(tag annotate.Tag) string {
	statuses := tag.Statuses()
	for _, status := range slices.Sorted(maps.Keys(f.statuses[tag])) {
		if !slices.Contains(statuses, status) {
			statuses = append(slices.Clone(statuses), status)
		}
	}
	var parts []string
	for _, status := range statuses {
		if n := f.statuses[tag][status]; n > 0 && status != "" {
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
		}
	}
	if parts == nil {
		return ""
	}
	return tag.Heading() + ": " + strings.Join(parts, ", ")
}

var bars = [...]string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}

// emptyBar represents paragraphs without annotations.
const emptyBar = "·"

// bar draws counts as a strip of at most width cells: a cell represents one
// count, or the sum of several. highest is the largest sum.
func bar(counts []int, width int) (strip string, highest int) {
	cells := make([]int, min(len(counts), width))
	for i, n := range counts {
		cells[i*len(cells)/len(counts)] += n
	}
	for _, n := range cells {
		highest = max(highest, n)
	}
	var b strings.Builder
	for _, n := range cells {
		if n == 0 {
			b.WriteString(emptyBar)
		} else {
			b.WriteString(bars[(n*len(bars)-1)/highest])
		}
	}
	return b.String(), highest
}
