package export

import (
	"fmt"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// formatLabels writes labels to one cell: "ferry; harbor dues", or JSON if a label
// could be read otherwise.
func formatLabels(labels []string) string {
	const separator = "; "
	plain := strings.Join(labels, separator)
	if strings.Count(plain, ";") == max(len(labels)-1, 0) && !strings.HasPrefix(plain, "[") {
		return plain
	}
	return compactJSON(labels)
}

// parseLabels reads labels that are separated by semicolons or line breaks, or JSON.
func parseLabels(cell string) ([]string, error) {
	var labels []string
	if strings.HasPrefix(cell, "[") && json.Unmarshal([]byte(cell), &labels) == nil {
		return labels, nil
	}
	return strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '\n' }), nil
}

// formatLinks writes links to one cell: "continues 01J9…; supports 01JA…".
func formatLinks(links []annotate.Relation) string {
	parts := make([]string, len(links))
	for i, l := range links {
		parts[i] = string(l.Kind) + " " + l.To
	}
	return strings.Join(parts, "; ")
}

func parseLinks(cell string) (links []annotate.Relation, err error) {
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '\n' }) {
		kind, to, _ := strings.Cut(strings.TrimSpace(part), " ")
		links = append(links, annotate.Relation{Kind: annotate.RelationKind(kind), To: strings.TrimSpace(to)})
	}
	return links, nil
}

// formatIDs writes the ids of annotations to one cell: "01J9… 01JA…".
func formatIDs(ids []string) string { return strings.Join(ids, " ") }

func parseIDs(cell string) ([]string, error) { return strings.Fields(cell), nil }

// formatReplies writes replies to one cell, as a JSON array.
func formatReplies(replies []annotate.Reply) string {
	if len(replies) == 0 {
		return ""
	}
	return compactJSON(replies)
}

func parseReplies(cell string) (replies []annotate.Reply, err error) {
	if err := json.Unmarshal([]byte(cell), &replies); err != nil {
		return nil, fmt.Errorf("%.40q is not a JSON array of replies", cell)
	}
	return replies, nil
}

// formatYes writes whether something is so: "yes" or nothing.
func formatYes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func parseYes(cell string) (bool, error) { return strings.EqualFold(cell, "yes"), nil }

// compactJSON encodes what encoding/json can always encode.
func compactJSON(v any) string {
	data, _ := json.Marshal(v)
	return string(data)
}
