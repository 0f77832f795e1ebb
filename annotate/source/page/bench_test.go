package page

import "testing"

// A page of up to 500 kB must be shown within 100 ms. Reading it takes more than
// half of that.
func BenchmarkParse(b *testing.B) {
	for _, name := range corpusPages(b) {
		source := readPage(b, name, "source.html")
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			for b.Loop() {
				if _, err := Parse(source, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
