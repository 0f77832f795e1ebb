package cli

import (
	"encoding/json"

	"galley/annotate/export"
)

// writeJSON prints v as indented JSON.
func (p *program) writeJSON(v any) error {
	enc := json.NewEncoder(export.EscapeJSON(p.out))
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
