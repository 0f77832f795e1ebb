package export

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// WriteMarkdown writes a page of notes: the annotations of each article by tag
// in text order, or by speaker, each with its words as a quotation, its fields, its note and a
// link to the place on the web. A page of one article begins with front matter,
// as Obsidian and others read it.
//
// Text from articles is escaped. Notes are Markdown, made safe by
// [annotate.SafeMarkdown].
func WriteMarkdown(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	out := &markdownWriter{w: bufio.NewWriter(w), opt: opt}
	var first *Bundle
	var firstSet annotate.Set
	var loss LossReport
	n := 0
	err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
		loss.countDecisions(set)
		switch n++; n {
		case 1:
			first, firstSet = &b, set // front matter depends on whether another follows
			return nil
		case 2:
			if err := out.article(*first, firstSet); err != nil {
				return err
			}
		}
		return out.article(b, set)
	})
	if n == 1 && err == nil {
		out.frontMatter(*first, firstSet)
		err = out.article(*first, firstSet)
	}
	return loss, cmp.Or(err, out.w.Flush())
}

// A markdownWriter writes a page. Write errors stay in the bufio.Writer until
// Flush.
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

// yamlString returns s as a string literal of both YAML and JSON.
func yamlString(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(visibleLine(s)) // encoding a string never fails
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "<", `\u003c`)
}

// article writes an article. It returns the first error of the output, after which
// nothing is written.
func (out *markdownWriter) article(b Bundle, set annotate.Set) error {
	a := b.Article
	out.printf("# %s\n\n", MarkdownLine(a.Name()))
	var about []string
	for _, credit := range credits(a) {
		about = append(about, MarkdownLine(credit))
	}
	if address := webAddress(a); address != "" {
		about = append(about, "<"+markdownAddress(address)+">")
	}
	if about != nil {
		out.printf("%s\n\n", strings.Join(about, " · "))
	}
	if out.opt.BySpeaker {
		return out.groups(a, set)
	}
	byTag := map[annotate.Tag][]annotate.Annotation{}
	for _, n := range set.Placed() {
		if !set.Continues(n.ID) {
			byTag[n.Tag] = append(byTag[n.Tag], n)
		}
	}
	for _, tag := range annotate.Tags() {
		if err := out.group(tag.Heading(), byTag[tag], a, set); err != nil {
			return err
		}
	}
	left := slices.DeleteFunc(slices.Clone(unplaced(set)), func(n annotate.Annotation) bool { return set.Continues(n.ID) })
	return out.group(unplacedHeading, left, a, set)
}

func (out *markdownWriter) group(heading string, items []annotate.Annotation, a *annotate.Article, set annotate.Set) error {
	if len(items) > 0 {
		out.printf("## %s\n\n", heading)
	}
	for _, n := range items {
		out.annotation(set.Whole(n.ID), a, set)
		if _, err := out.w.Write(nil); err != nil {
			return err
		}
	}
	return nil
}

// annotation writes an annotation with its continuations: the words of each part as a
// quotation, then what the first part has.
func (out *markdownWriter) annotation(whole annotate.Whole, a *annotate.Article, set annotate.Set) {
	n := whole.Joined()
	for _, part := range whole {
		out.quotation(part, a)
	}
	out.printf("- #%s", title(string(n.Tag), n, a))
	for i, label := range n.Labels {
		gap := " "
		if i == 0 {
			gap = " · "
		}
		out.printf("%s#%s", gap, obsidianTag(label))
	}
	if link := textLink(n, a); link != "" {
		out.printf(" · [in the article](<%s>)", markdownAddress(link))
	}
	links := outerLinks(set, whole)
	if len(links) > 0 {
		out.printf(" ^%s", blockID(n.ID))
	}
	out.printf("\n")
	for _, part := range whole {
		if s := warning(part); s != "" {
			out.printf("- **%s**\n", MarkdownLine(s))
		}
	}
	for _, link := range links {
		out.printf("- %s [%s](#^%s)\n", link.Verb(), MarkdownLine(link.DescribeOther(a)), blockID(set.Whole(link.Other.ID).First().ID))
	}
	for name, values := range withVerdict(n).FieldsInOrder() {
		out.field(name, values)
	}
	out.note("note", n.Note)
	if by := signature(n.Creator, n.Created); by != "" {
		out.printf("- %s\n", MarkdownLine(by))
	}
	for _, r := range n.Replies {
		out.note(strings.TrimSuffix("reply, "+MarkdownLine(signature(r.Creator, r.Created)), ", "), r.Note)
	}
	out.printf("\n")
}

// obsidianTag returns a label as a tag of Obsidian: letters, digits, _ and -, not only
// digits.
func obsidianTag(label string) string {
	tag := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' {
			return r
		}
		return '-'
	}, visibleLine(label))
	if strings.Trim(tag, "0123456789") == "" {
		tag += "_"
	}
	return tag
}

// note writes an item with Markdown text that a user typed, unless it is empty.
func (out *markdownWriter) note(name, text string) {
	if text == "" {
		return
	}
	note := annotate.SafeMarkdown(visible(text))
	between := " "
	if strings.Contains(note, "\n") || strings.IndexByte("#>|-+*`~<", note[0]) >= 0 || escapeOrdinal(note) != note {
		between = "\n\n" // which may begin a list, a fence, a table …
	}
	out.printf("- %s:%s\n", name, indentRest(between+note))
}

// quotation writes the words: code in a fence, other text line by line.
func (out *markdownWriter) quotation(n annotate.Annotation, a *annotate.Article) {
	text := visible(quoteOf(n, a))
	if n.Anchor.State.Placed() && a.Blocks[a.BlockAt(n.Anchor.Span.Start)].Kind == annotate.Code {
		fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
		out.printf("> %s\n> %s\n> %s\n\n", fence, strings.ReplaceAll(text, "\n", "\n> "), fence)
		return
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		l = MarkdownLine(l)
		if i+1 < len(lines) && l != "" && lines[i+1] != "" {
			l += hardBreak(l)
		}
		if lines[i] = "> " + l; l == "" {
			lines[i] = ">"
		}
	}
	out.printf("%s\n\n", strings.Join(lines, "\n"))
}

// hardBreak returns the end of a line before a line break: a backslash, or two
// spaces if the line ends with one.
func hardBreak(line string) string {
	if strings.HasSuffix(line, `\`) {
		return "  "
	}
	return `\`
}

func (out *markdownWriter) field(name string, values []string) {
	if len(values) == 1 {
		out.printf("- %s: %s\n", MarkdownLine(name), indentRest(markdownValue(values[0])))
		return
	}
	out.printf("- %s:\n", MarkdownLine(name))
	for _, v := range values {
		out.printf("  - %s\n", strings.ReplaceAll(indentRest(markdownValue(v)), "\n", "\n  "))
	}
}

// indentRest indents the lines of s after the first, for an item of a list.
func indentRest(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines[1:] {
		if l != "" {
			lines[i+1] = "  " + l
		}
	}
	return strings.Join(lines, "\n")
}
