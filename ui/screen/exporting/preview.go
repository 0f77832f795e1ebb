package exporting

import (
	"strings"
	"unicode/utf8"

	"galley/annotate/source"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// preview returns the command that draws the beginning of an export in the
// selected format, nil if it is known.
func (m Model) preview() tea.Cmd {
	o := m.outgoing()
	if _, known := m.previews[o.Format]; known {
		return nil
	}
	return m.out.Do(func() tea.Msg {
		var begin beginning
		lost, err := m.spec.Exporter.Write(&begin, o)
		if err != nil {
			return previewedMsg{o.Format, preview{lines: []string{kit.OneLine(err.Error())}}}
		}
		return previewedMsg{o.Format, preview{begin.lines(), lost}}
	})
}

// A beginning is a writer that keeps the first bytes and drops the others.
type beginning struct{ kept []byte }

// enoughBytes is more than the rows of any screen show.
const enoughBytes = 16 << 10

func (b *beginning) Write(p []byte) (int, error) {
	b.kept = append(b.kept, p[:min(len(p), enoughBytes-len(b.kept))]...)
	return len(p), nil
}

// lines returns what was kept as it may be shown. A file that is not text has
// none.
func (b *beginning) lines() []string {
	kept := b.kept
	for cut := 0; cut < utf8.UTFMax && !utf8.Valid(kept) && len(b.kept) == enoughBytes; cut++ {
		kept = b.kept[:len(b.kept)-cut]
	}
	if !utf8.Valid(kept) || strings.IndexByte(string(kept), 0) >= 0 {
		return []string{"This format is no text, so its beginning cannot be shown here."}
	}
	return strings.Split(strings.TrimSuffix(source.Clean(string(kept)), "\n"), "\n")
}
