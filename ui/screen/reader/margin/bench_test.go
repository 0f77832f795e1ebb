package margin

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
)

// BenchmarkPlace places the notes of one screen of 40 rows, one current.
func BenchmarkPlace(b *testing.B) {
	for name, note := range map[string]string{
		"short":   "Look it up again.",
		"english": "The design office says 2029 at the earliest. Put it to the mayor before we print, and to the clerk.",
		"typeset": "The “design office” says 2029 – at the earliest. Put it to the mayor before we print: she’s in on Monday.",
		"russian": "Проектное бюро говорит: не раньше 2029 года. Спросить мэра до печати, и секретаря тоже.",
		"long":    strings.Repeat("The design office says 2029 at the earliest. ", 2000),
	} {
		for _, count := range []int{20, 400} {
			b.Run(fmt.Sprintf("%s/%d", name, count), func(b *testing.B) {
				notes := benchNotes(note, count)
				c := screen(ansi.GraphemeWidth)
				b.ReportAllocs()
				for b.Loop() {
					Place(notes, 40, 34, c)
				}
			})
		}
	}
}

func benchNotes(note string, count int) []Note {
	notes := make([]Note, count)
	for i := range notes {
		notes[i] = Note{Row: 40 * i / count, Current: i == count/2, Annotation: annotate.Annotation{
			ID: fmt.Sprint(i), Tag: annotate.Tags()[i%3], Note: note,
			Fields: annotate.Fields{"speaker": {"Ada Lund"}, "role": {"harbour union"}, "status": {"checking"}},
		}}
	}
	return notes
}
