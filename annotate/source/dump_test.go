package source

import (
	"fmt"
	"galley/annotate"
	"os"
	"path/filepath"
	"testing"
)

func TestDump(t *testing.T) {
	for _, f := range os.Args {
		_ = f
	}
	for _, p := range filepath.SplitList(os.Getenv("DUMP")) {
		raw, _ := os.ReadFile(p)
		a, err := Read(raw, Options{Name: p, Type: os.Getenv("TYPE")})
		fmt.Println("=====", filepath.Base(p), err)
		if a == nil {
			continue
		}
		fmt.Printf("%+v %+v %v\n", a.Meta, a.Removed, a.Source.Charset)
		if e := a.Check(); e != nil {
			fmt.Println("CHECK", e)
		}
		for _, b := range a.Blocks {
			s := b.Span.In(a.Text)
			if len(s) > 110 {
				s = s[:110] + "~"
			}
			fmt.Printf("%3d %-10v %d %-12.12s %q", b.Number, b.Kind, b.Level, b.Rule, s)
			for _, r := range b.Runs {
				fmt.Printf(" {%d %q %s}", r.Style, r.Span.In(a.Text), r.Href)
			}
			fmt.Println()
		}
	}
	_ = annotate.Paragraph
}
