package export

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
)

func (in *jsonReader) blocks(doc []block, text string) ([]annotate.Block, error) {
	mapper := annotate.NewMapper(text)
	blocks := make([]annotate.Block, len(doc))
	for i, b := range doc {
		block, err := in.block(b, mapper)
		if err != nil {
			return nil, placed(fmt.Sprintf("blocks[%d]", i), err)
		}
		blocks[i] = block
	}
	annotate.NumberBlocks(blocks)
	return blocks, nil
}

func (in *jsonReader) block(doc block, mapper *annotate.Mapper) (annotate.Block, error) {
	kind, err := annotate.ParseKind(doc.Kind)
	if err != nil {
		return annotate.Block{}, placed("kind", fmt.Errorf("unknown kind of block %.40q", doc.Kind))
	}
	span, err := mapper.SpanFromRunes(doc.Start, doc.End)
	if err != nil {
		return annotate.Block{}, err
	}
	b := annotate.Block{
		Span: span, Kind: kind, Level: doc.Level, Folded: doc.Folded, Rule: in.line(doc.Rule), Sureness: doc.Sureness,
	}
	for i, r := range doc.Runs {
		if b.Runs, err = in.addRun(b.Runs, r, mapper); err != nil {
			return annotate.Block{}, placed(fmt.Sprintf("runs[%d]", i), err)
		}
	}
	return b, nil
}

// addRun appends a run, or adds its style to the last one over the same range.
func (in *jsonReader) addRun(runs []annotate.Run, doc run, mapper *annotate.Mapper) ([]annotate.Run, error) {
	span, err := mapper.SpanFromRunes(doc.Start, doc.End)
	if err != nil {
		return nil, err
	}
	style, err := parseStyle(doc.Style)
	if err != nil {
		return nil, placed("style", err)
	}
	if err := in.checkHref(doc.Href, style); err != nil {
		return nil, placed("href", err)
	}
	if n := len(runs); n == 0 || runs[n-1].Span != span {
		runs = append(runs, annotate.Run{Span: span})
	}
	last := &runs[len(runs)-1]
	if last.Style&style != 0 {
		return nil, placed("style", fmt.Errorf("%s is written twice", doc.Style))
	}
	last.Style |= style
	last.Href += doc.Href
	return runs, nil
}

func parseStyle(name string) (annotate.Style, error) {
	for _, s := range styleNames() {
		if s.name == name {
			return s.style, nil
		}
	}
	return 0, fmt.Errorf("unknown style %.40q", name)
}

// checkHref lets pass what a terminal may be told to link to.
func (in *jsonReader) checkHref(href string, style annotate.Style) error {
	if href == "" {
		return nil
	}
	if style != annotate.Link {
		return errors.New("only a link has one")
	}
	scheme, _, _ := strings.Cut(href, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto":
		if in.line(href) == href {
			return nil
		}
	}
	return fmt.Errorf("%.60q is no clean http, https or mailto address", href)
}
