package source
import ("testing";"strings";"time";"runtime/debug";"os";"fmt";"runtime")
func TestPatho(t *testing.T){
 debug.SetMaxStack(1<<30)
 n:=100000
 if os.Getenv("N")!="" { fmt.Sscan(os.Getenv("N"),&n)}
 var nest strings.Builder
 for i:=0;i<2000;i++{ nest.WriteString(strings.Repeat("  ",i)+"- x\n") }
 cases:=map[string]string{
 "deepquotes":strings.Repeat(strings.Repeat(">",5000)+" a\n",400),
 "deepquotes2":strings.Repeat(strings.Repeat(">",1000)+" a\n",2000),
 "deeplists":strings.Repeat(strings.Repeat("- ",2500)+" a\n",400),
 "deeplists2":strings.Repeat(strings.Repeat("- ",500)+" a\n",2000),
 "mixbelow":strings.Repeat("*a_ ",15500), "brackbelow":strings.Repeat("[a](",15500),"closebelow":strings.Repeat("[",15500)+strings.Repeat("]",15500),
 "many": strings.Repeat(strings.Repeat("*a_ ",500)+"\n\n",900),
 "table": strings.Repeat("|a",700)+"\n"+strings.Repeat("|-",700)+"\n"+strings.Repeat("|b\n",700),

 "quote2000":strings.Repeat(">",2000)+" a",
 "quote5000":strings.Repeat("> ",5000)+" a",
 "quotes6000":strings.Repeat(">",6000)+" a",
 "listnest":nest.String(),
 "oneline list":strings.Repeat("- ",2000)+"a",
 "stars":strings.Repeat("*a ",n),
 "stars2":strings.Repeat("a* ",n),
 "mix":strings.Repeat("*a_ ",n),
 "mix2":strings.Repeat("a**b",n)+strings.Repeat("c* ",n),
 "open brackets":strings.Repeat("[",n),
 "brackets":strings.Repeat("[a](",n),
 "closebr":strings.Repeat("[",n)+strings.Repeat("]",n),
 "imgs":strings.Repeat("![",n),
 "nested em": strings.Repeat("*a ",n)+"b"+strings.Repeat(" a*",n),
 "nested strong": strings.Repeat("**a ",n)+"b"+strings.Repeat(" a**",n),
 "backticks": func()string{ var b strings.Builder; for i:=1;i<n/500+100;i++{b.WriteString("e"+strings.Repeat("`",i))}; return b.String()}(),
 "lt":strings.Repeat("<",n), "lta":strings.Repeat("<a ",n), "ltbang":strings.Repeat("<!--",n), "cdata":strings.Repeat("<![CDATA[",n), "pi":strings.Repeat("<?",n),
 "amp":strings.Repeat("&",n), "tildes":strings.Repeat("~~a ",n), "tilde2":strings.Repeat("a~~ b ",n),
 "www":strings.Repeat("www.a.b.",n/4), "http":strings.Repeat("http://a ",n/4), "mail":strings.Repeat("a@b",n/4), "mail2":strings.Repeat("a.",n)+"@",
 "table2": "|a|\n|-|\n"+strings.Repeat("|a\n",n/4), "widetable":strings.Repeat("|a",n/10)+"\n"+strings.Repeat("|-",n/10)+"\n"+strings.Repeat("|b\n",n/100),
 "refs": strings.Repeat("[a]: b\n",n/4)+strings.Repeat("[a] ",n/4),
 "refs2": func()string{ var b strings.Builder; for i:=0;i<n/10;i++{fmt.Fprintf(&b,"[a%d]: b\n",i)}; b.WriteString(strings.Repeat("[a1] ",n/4));return b.String()}(),
 "headings":strings.Repeat("# a\n",n/4), "hard":strings.Repeat("a\\\n",n), "par":strings.Repeat("a\n",n),
 "html":strings.Repeat("<div>",n), "spaces":strings.Repeat(" ",n)+"a"+strings.Repeat(" ",n)+"b", "esc": strings.Repeat("\\",n), "tabs":strings.Repeat("-\t",1000)+"a",
 "fencenl": "```\na\n"+strings.Repeat("\n",n)+"b\n```",
 "quoteslines":strings.Repeat("> a\n",n/4), "lists":strings.Repeat("- a\n",n/4), "lists2":strings.Repeat("1. a\n\n",n/6),
 "links":strings.Repeat("[a](b) ",n/7), "linkparen":"[a]("+strings.Repeat("(",n), "title":"[a](b \""+strings.Repeat("x ",n/2),
 "attr":"<a "+strings.Repeat("b=\"c\" ",n/6),
 }
 for name,s:=range cases {
  if o:=os.Getenv("ONLY");o!=""&&o!=name{continue}
  st:=time.Now()
  for _,typ:=range []string{"markdown","text"} {
  a,err:=Read([]byte(s),Options{Type:typ})
  d:=time.Since(st); st=time.Now()
  if d>100*time.Millisecond { nb:=0; if a!=nil{nb=len(a.Blocks)}; fmt.Printf("%-14s %s %d bytes %v blocks %d %v\n",name,typ,len(s),d,nb,err) }
  if a!=nil{ if e:=a.Check();e!=nil{t.Error(name,e)}}
  }
 }
 var ms runtime.MemStats; runtime.ReadMemStats(&ms); fmt.Println(ms.Sys>>20)
}
