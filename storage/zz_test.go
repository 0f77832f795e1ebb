package storage
import ("testing";"math/rand/v2";"os";"slices";"fmt")
func TestZZ(t *testing.T){
 v:=newVictim(t); rnd:=rand.New(rand.NewPCG(7,uint64(os.Getpid())))
 pg:=os.Getpagesize()
 for i:=range 3500 { 
  d:=slices.Clone(v.bytes)
  n:=1+rnd.IntN(3)
  var s string
  for range n { p:=rnd.IntN(len(d)/pg); off:=p*pg+rnd.IntN(pg); if rnd.IntN(3)>0 { off=p*pg+rnd.IntN(120)}
   var b byte
   switch rnd.IntN(3){case 0: b=d[off]^(1<<rnd.IntN(8)); case 1: b=byte(rnd.IntN(256)); case 2: b=byte(rnd.IntN(40))}
   d[off]=b; s+=fmt.Sprintf(" %d=%d",off,b)}
  t.Run(fmt.Sprint(i,s),func(t *testing.T){ v.examine(t,d)})
 }}
