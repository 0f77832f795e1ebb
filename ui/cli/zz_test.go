//go:build unix
package cli_test
import ("testing";"time";"fmt")
func TestZZ(t *testing.T){
	d := newDesk(t)
	longArticle(t, d, 10)
	w := d.opens(nil, "long.txt")
	last:=""
	for end:=time.Now().Add(5*time.Second); time.Now().Before(end); time.Sleep(5*time.Millisecond) {
		if s:=w.Text(); s!=last { last=s; fmt.Println(time.Now().Format("05.000"), "\n"+s) }
	}
	fmt.Printf("%q\n", w.Raw())
	w.quits()
}
