package export

import (
	"galley/annotate"
	"galley/annotate/anchor"
)

// contextRunes is how many code points of prefix and suffix are exported.
const contextRunes = 32

func articleOut(b Bundle, mapper *annotate.Mapper, opt WriteOptions) article {
	a := b.Article
	out := article{
		ID: a.ID, Title: a.Meta.Title, Deck: a.Meta.Deck, Byline: a.Meta.Byline,
		Published: a.Meta.Published, Language: a.Meta.Language, Site: a.Meta.Site,
		Source:  sourceOut(a.Source),
		Removed: removed(a.Removed), Words: b.Words, Paragraphs: a.NumberedBlocks(), Annotations: []annotation{},
	}
	if opt.NoText {
		return out
	}
	out.Text = &a.Text
	out.Blocks = make([]block, len(a.Blocks))
	for i, b := range a.Blocks {
		out.Blocks[i] = blockOut(b, mapper)
	}
	return out
}

func sourceOut(s annotate.Source) source {
	return source{
		Kind: string(s.Kind), Location: s.Location, MediaType: s.MediaType,
		Charset: s.Charset, Retrieved: s.Retrieved.UTC(), SHA256: s.SHA256, Bytes: s.Bytes,
		CharsetFrom: s.CharsetFrom, Extractor: s.Extractor, Canonical: s.Canonical, Requested: s.Requested,
		Status: s.Status, ETag: s.ETag, LastModified: s.LastModified,
	}
}

func blockOut(b annotate.Block, mapper *annotate.Mapper) block {
	out := block{Kind: b.Kind.String(), Level: b.Level, Folded: b.Folded, Rule: b.Rule, Sureness: b.Sureness}
	out.Start, out.End = mapper.RunesFromSpan(b.Span)
	for _, r := range b.Runs {
		start, end := mapper.RunesFromSpan(r.Span)
		for _, s := range styleNames() {
			if r.Style&s.style == 0 {
				continue
			}
			one := run{Start: start, End: end, Style: s.name}
			if s.style == annotate.Link {
				one.Href = r.Href
			}
			out.Runs = append(out.Runs, one)
		}
	}
	return out
}

type styleName struct {
	style annotate.Style
	name  string
}

// styleNames lists the styles in the order in which runs are written.
func styleNames() [5]styleName {
	return [...]styleName{
		{annotate.Emphasis, "emphasis"}, {annotate.Strong, "strong"}, {annotate.CodeSpan, "code"},
		{annotate.Strike, "strike"}, {annotate.Link, "link"},
	}
}

func annotationOut(a annotate.Annotation, on *annotate.Article, mapper *annotate.Mapper) annotation {
	out := annotation{
		ID: a.ID, Tag: string(a.Tag), Quote: a.Anchor.Exact,
		Prefix: prefixOut(a.Anchor.Prefix), Suffix: suffixOut(a.Anchor.Suffix),
		Note: a.Note, Fields: fieldsOut(a.Fields),
		Anchor:  anchoring{State: string(a.Anchor.State), Score: a.Anchor.Score, Reason: a.Anchor.Reason},
		Creator: a.Creator, Created: a.Created.UTC(), Modified: a.Modified.UTC(),
	}
	if a.Anchor.State.Placed() {
		start, end := mapper.RunesFromSpan(a.Anchor.Span)
		out.Start, out.End = &start, &end
		out.Paragraph = on.NumberAt(a.Anchor.Span.Start)
	}
	if a.Anchor.State == annotate.Changed {
		out.Quote, out.Anchor.Original = a.Anchor.Span.In(on.Text), a.Anchor.Exact
	}
	for _, c := range a.Anchor.Candidates {
		start, end := mapper.RunesFromSpan(c)
		out.Anchor.Candidates = append(out.Anchor.Candidates, place{start, end})
	}
	return out
}

// prefixOut is the end of a prefix that is exported: of whole characters, so
// that it reads as text by itself.
func prefixOut(prefix string) string {
	cut := len(prefix) - len(anchor.LastRunes(prefix, contextRunes))
	if !annotate.IsGraphemeBoundary(prefix, cut) {
		cut = annotate.NextGrapheme(prefix, annotate.GraphemeAt(prefix, cut))
	}
	return prefix[cut:]
}

// suffixOut is the beginning of a suffix that is exported.
func suffixOut(suffix string) string {
	cut := len(anchor.FirstRunes(suffix, contextRunes))
	return suffix[:annotate.GraphemeAt(suffix, cut)]
}

// fieldsOut gives a field its string, and sources their array.
func fieldsOut(fields annotate.Fields) map[string]any {
	out := make(map[string]any, len(fields))
	for name, values := range fields {
		if len(values) == 0 {
			continue
		}
		if out[name] = values[0]; name == annotate.SourcesField {
			out[name] = values
		}
	}
	return out
}
