package segment_test
import ("testing";"os";"fmt";"strings";"galley/annotate";"galley/annotate/segment")
func TestTry(t *testing.T){
 f:=os.Getenv("TRY"); if f=="" {t.Skip()}
 b,_:=os.ReadFile(f); text:=string(b)
 off:=0
 for _,p:=range strings.Split(text,"\n"){ 
   for s:=range segment.Sentences(text,annotate.Span{Start:off,End:off+len(p)}){ fmt.Println("  |", s.In(text)) }
   off+=len(p)+1; if p!="" {fmt.Println("¶")}
 }
}
