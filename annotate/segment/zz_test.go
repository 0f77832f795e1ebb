package segment_test
import ("testing";"strings";"time";"fmt";"slices";"galley/annotate/segment")
func TestZZ(t *testing.T){
 for _,p:=range pieces { for _, u:=range []string{p, p+"a", p+" ", p+".", p+". "} {
  text:=strings.Repeat(u, 100<<10/len(u))
  b:=whole(text)
  tm:=func(n string,f func()){ s:=time.Now(); f(); if d:=time.Since(s); d>5*time.Millisecond { fmt.Printf("%q %s %v\n",u,n,d)} }
  tm("sentences",func(){slices.Collect(segment.Sentences(text,b))})
  tm("words",func(){slices.Collect(segment.Words(text,b))})
  tm("count",func(){segment.CountWords(text)})
  for _,off:=range []int{100, 40000,65530,65540,70000,100000}{
  tm("sent",func(){segment.Sentence(text,b,off)})
  tm("nsent",func(){segment.NextSentence(text,b,off)})
  tm("psent",func(){segment.PrevSentence(text,b,off)})
  tm("word",func(){segment.Word(text,b,off)})
  tm("nword",func(){segment.NextWord(text,b,off)})
  tm("pword",func(){segment.PrevWord(text,b,off)})
  tm("clause",func(){segment.Clause(text,b,off)})
  tm("quote",func(){segment.Quotation(text,b,off)})
  }
 }}
}
