package segment_test
import ("testing";"strings";"galley/annotate/segment")
func TestZZ(t *testing.T){
  text:=strings.Repeat("\u2028", 34<<10)
  for range 10 {segment.Sentence(text,whole(text),70000)}
}
