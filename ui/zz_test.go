package ui_test
import ("testing";"galley/sample")
func TestZZ(t *testing.T) {
	for _, c := range [][2]int{{80,24},{40,10},{120,40}} {
	for _, k := range []string{"A","T","P","?","L", "A/ferr", "PG"} {
	w := open(t, sampleMemory(t), sample.Name, c[0], c[1])
	w.sees("READ")
	w.types("6G"); w.types(k)
	w.rest(w.Text)
	t.Log("\n"+w.Text())
	}}
}
