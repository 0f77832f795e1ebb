package export

import (
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

var (
	lostBody   = LossKind{"body that is not text", "bodies that are not text"}
	lostTarget = LossKind{"target without a quotation", "targets without a quotation"}
)

func (in *importer) w3cTarget(id string, raw json.RawMessage, n annotate.Annotation, labels []string) error {
	var target struct {
		Source   json.RawMessage
		Selector json.RawMessage
	}
	_ = json.Unmarshal(raw, &target) // an address has no selector
	quote, position := quoteAndPosition(target.Selector, 0)
	if strings.TrimSpace(quote.Exact) == "" {
		in.loss.add(lostTarget, 1)
		return nil
	}
	source := asString(target.Source)
	if source == "" {
		var resource struct{ ID string }
		_ = json.Unmarshal(target.Source, &resource) // no article has the address ""
		source = resource.ID
	}
	s, err := in.builderOf(refFromIRI(in.line(source)), quote.Exact)
	if err != nil {
		return addPath("source", err)
	}
	if n.Anchor, err = s.anchor(in, quotation{
		exact: quote.Exact, prefix: quote.Prefix, suffix: quote.Suffix, position: hint(position.Start, position.End, s.mapper.SpanFromRunes),
	}); err != nil {
		return addPath("selector", err)
	}
	if strings.HasPrefix(id, annotationURN) {
		in.setLabels(&n, labels)
	} else {
		in.setTags(&n, labels)
	}
	s.add(n)
	in.threads.begin(id, s)
	return nil
}

// quoteAndPosition finds the quotation and the position among selectors and their
// refinements.
func quoteAndPosition(data json.RawMessage, depth int) (quote, position w3cSelector) {
	for _, raw := range oneOrMany(data) {
		var s struct {
			w3cSelector
			RefinedBy json.RawMessage
		}
		if json.Unmarshal(raw, &s) != nil {
			continue
		}
		switch {
		case s.Type == "TextQuoteSelector" && quote.Exact == "":
			quote = s.w3cSelector
		case s.Type == "TextPositionSelector" && position.Start == nil:
			position = s.w3cSelector
		}
		if s.RefinedBy != nil && depth < w3cDepth {
			q, p := quoteAndPosition(s.RefinedBy, depth+1)
			if quote.Exact == "" {
				quote = q
			}
			if position.Start == nil {
				position = p
			}
		}
	}
	return quote, position
}
