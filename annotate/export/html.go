package export

import (
	"bufio"
	"cmp"
	_ "embed" // for the style sheet
	"fmt"
	"html"
	"io"
	"iter"
	"time"

	"galley/annotate"
)

//go:embed page.css
var pageStyle string

// WriteHTML writes one self-contained page: the articles with their annotations
// marked, and the notes next to them. It has no script, loads nothing, can be
// printed, and follows the light or dark theme of the system. Notes are shown as
// typed.
func WriteHTML(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	out := &htmlWriter{w: bufio.NewWriter(w), opt: opt}
	var loss LossReport
	n := 0
	err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
		if n++; n == 1 {
			out.head(b.Article)
		}
		loss.countDecisions(set)
		return out.article(b, set)
	})
	if n == 0 && err == nil {
		out.head(nil)
		out.printf("<h1>No annotations</h1>\n")
	}
	out.foot()
	return loss, cmp.Or(err, out.w.Flush())
}

// An htmlWriter writes a page. Write errors stay in the bufio.Writer until Flush.
type htmlWriter struct {
	w        *bufio.Writer
	opt      WriteOptions
	articles int // begun so far
	lang     string
	rtl      bool // the page runs from right to left
	lists    lists
}

// otherLanguage returns the lang attribute of an article in another language than the
// page, or "".
func (out *htmlWriter) otherLanguage(a *annotate.Article) string {
	if lang := languageOf(a); lang != "" && lang != out.lang {
		return ` lang="` + lang + `"`
	}
	return ""
}

// esc escapes text for HTML.
func esc(s string) string { return html.EscapeString(visible(s)) }

// print writes markup, without an allocation.
func (out *htmlWriter) print(markup ...string) {
	for _, s := range markup {
		out.w.WriteString(s)
	}
}

func (out *htmlWriter) printf(format string, args ...any) { fmt.Fprintf(out.w, format, args...) }

func (out *htmlWriter) head(first *annotate.Article) {
	title := "Annotations"
	if first != nil {
		title, out.lang, out.rtl = first.Name(), languageOf(first), isRightToLeft(first.Text)
	}
	dir := "ltr"
	if out.rtl {
		dir = "rtl"
	}
	out.printf("<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", cmp.Or(out.lang, "und"), dir)
	out.printf("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	out.printf("<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	out.printf("<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", esc(visibleLine(title)), pageStyle)
}

func (out *htmlWriter) foot() {
	opt := out.opt
	out.printf("</main>\n")
	if opt.Generator != "" || !opt.Exported.IsZero() {
		date := ""
		if !opt.Exported.IsZero() {
			date = opt.Exported.UTC().Format(time.DateOnly)
		}
		out.printf("<footer class=\"about\"><p>%s %s</p></footer>\n", esc(opt.Generator), date)
	}
	out.printf("</body>\n</html>\n")
}
