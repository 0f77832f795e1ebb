package export

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"galley/annotate"
)

// WriteMarkdown writes a page of notes: the annotations of each article by
// tag, in text order, each with its words as a quotation, what is known of
// them, the note, and a link to the place on the web. With one article the
// page begins with front matter, as Obsidian and others read it.
//
// Words of articles are escaped; notes are Markdown already and stay so, but
// for raw HTML.
func WriteMarkdown(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) error {
	out := &markdownWriter{w: bufio.NewWriter(w), opt: opt}
	var first *Bundle
	var firstSet annotate.Set
	n := 0
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		switch n++; n {
		case 1:
			first, firstSet = &b, set // whether it stands alone is known later
			return nil
		case 2:
			out.article(*first, firstSet)
		}
		out.article(b, set)
		return nil
	})
	if n == 1 && err == nil {
		out.frontMatter(*first, firstSet)
		out.article(*first, firstSet)
	}
	return errors.Join(err, out.w.Flush())
}

// A markdownWriter writes a page. Errors stay in the bufio.Writer until Flush.
type markdownWriter struct {
	w   *bufio.Writer
	opt WriteOptions
}

func (out *markdownWriter) printf(format string, args ...any) { fmt.Fprintf(out.w, format, args...) }

func (out *markdownWriter) frontMatter(b Bundle, set annotate.Set) {
	a := b.Article
	out.printf("---\n")
	for _, m := range []struct{ name, value string }{
		{"title", a.Name()}, {"author", a.Meta.Byline}, {"published", a.Meta.Published}, {"site", a.Meta.Site},
		{"language", a.Meta.Language}, {"url", webAddress(a)}, {"galley", a.ID},
	} {
		if m.value != "" {
			out.printf("%s: %s\n", m.name, yamlString(m.value))
		}
	}
	if !out.opt.Exported.IsZero() {
		out.printf("exported: %s\n", out.opt.Exported.UTC().Format(time.RFC3339))
	}
	for _, tag := range annotate.Tags() {
		out.printf("%s: %d\n", tag.Spec().Plural, set.CountByTag()[tag])
	}
	out.printf("---\n\n")
}

// yamlString is s between quotation marks, as YAML and JSON both write it.
func yamlString(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(visibleLine(s)) // a string can always be written
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "<", `\u003c`)
}

func (out *markdownWriter) article(b Bundle, set annotate.Set) {
	a := b.Article
	out.printf("# %s\n\n", markdownLine(a.Name()))
	var about []string
	for _, part := range []string{a.Meta.Byline, a.Meta.Site, a.Meta.Published} {
		if part != "" {
			about = append(about, markdownLine(part))
		}
	}
	if address := webAddress(a); address != "" {
		about = append(about, "<"+markdownAddress(address)+">")
	}
	if about != nil {
		out.printf("%s\n\n", strings.Join(about, " · "))
	}
	for _, tag := range annotate.Tags() {
		out.group(tag.Heading(), a, set.Placed(), tag)
	}
	out.group("Without a certain place", a, set.All()[len(set.Placed()):], "")
}

// group writes the annotations of a tag, or all if it is "".
func (out *markdownWriter) group(heading string, a *annotate.Article, items []annotate.Annotation, tag annotate.Tag) {
	begun := false
	for _, n := range items {
		if tag != "" && n.Tag != tag {
			continue
		}
		if !begun {
			out.printf("## %s\n\n", heading)
			begun = true
		}
		out.annotation(n, a)
	}
}

func (out *markdownWriter) annotation(n annotate.Annotation, a *annotate.Article) {
	out.quotation(n, a)
	out.printf("- #%s", n.Tag)
	if where := wherein(n, a); where != "" {
		out.printf(" · %s", where)
	}
	if link := textLink(n, a); link != "" {
		out.printf(" · [in the article](<%s>)", markdownAddress(link))
	}
	out.printf("\n")
	if s := standing(n); s != "" {
		out.printf("- **%s**\n", markdownLine(s))
	}
	for _, d := range known(n) {
		out.detail(d)
	}
	if n.Note != "" {
		out.printf("- note: %s\n", indented(noteMarkdown(n.Note)))
	}
	if by := signature(n); by != "" {
		out.printf("- %s\n", markdownLine(by))
	}
	out.printf("\n")
}

// quotation writes the words: code as code, other lines each on its own.
func (out *markdownWriter) quotation(n annotate.Annotation, a *annotate.Article) {
	text := visible(words(n, a))
	if n.Anchor.State.Placed() && a.Blocks[a.BlockAt(n.Anchor.Span.Start)].Kind == annotate.Code {
		fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
		out.printf("> %s\n> %s\n> %s\n\n", fence, strings.ReplaceAll(text, "\n", "\n> "), fence)
		return
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		l = markdownLine(l)
		if i+1 < len(lines) && l != "" && lines[i+1] != "" {
			l += hardBreak(l)
		}
		if lines[i] = "> " + l; l == "" {
			lines[i] = ">"
		}
	}
	out.printf("%s\n\n", strings.Join(lines, "\n"))
}

// hardBreak ends a line that goes on in the next: by a backslash, or by blanks
// behind a backslash that was there before.
func hardBreak(line string) string {
	if strings.HasSuffix(line, `\`) {
		return "  "
	}
	return `\`
}

func (out *markdownWriter) detail(d detail) {
	if len(d.values) == 1 {
		out.printf("- %s: %s\n", markdownLine(d.name), indented(markdownValue(d.values[0])))
		return
	}
	out.printf("- %s:\n", markdownLine(d.name))
	for _, v := range d.values {
		out.printf("  - %s\n", strings.ReplaceAll(indented(markdownValue(v)), "\n", "\n  "))
	}
}

// signature says who made an annotation and when: "ada, 2026-11-22".
func signature(n annotate.Annotation) string {
	parts := []string{n.Creator}
	if !n.Created.IsZero() {
		parts = append(parts, n.Created.UTC().Format(time.DateOnly))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// indented makes the further lines of s belong to an item of a list.
func indented(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines[1:] {
		if l != "" {
			lines[i+1] = "  " + l
		}
	}
	return strings.Join(lines, "\n")
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if run++; s[i] != c {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}
