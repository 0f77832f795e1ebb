package agree_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/agree"
)

// newArticle returns an article of paragraphs.
func newArticle(paragraphs ...string) *annotate.Article {
	a := &annotate.Article{Text: strings.Join(paragraphs, annotate.Separator)}
	a.Digest = annotate.DigestOf(a.Text)
	off := 0
	for _, p := range paragraphs {
		a.Blocks = append(a.Blocks, annotate.Block{Kind: annotate.Paragraph, Span: annotate.Span{Start: off, End: off + len(p)}})
		off += len(p) + len(annotate.Separator)
	}
	return a
}

// marked returns an annotation on the words of a text.
func marked(text string, tag annotate.Tag, words string) annotate.Annotation {
	start := strings.Index(text, words)
	if start < 0 {
		panic(words)
	}
	return placedAt(tag, annotate.Span{Start: start, End: start + len(words)})
}

func placedAt(tag annotate.Tag, span annotate.Span) annotate.Annotation {
	return annotate.Annotation{ID: fmt.Sprint(tag, span), Tag: tag, Anchor: annotate.Anchor{Span: span, State: annotate.Anchored}}
}

const levy = "The levy adds 4.20 to every ticket, which is a tax on people who cannot stay away. “Nobody asked the ferry crews,” said Ada Lund."

func TestClasses(t *testing.T) {
	claim := func(words string) annotate.Annotation { return marked(levy, annotate.Claim, words) }
	quote := func(words string) annotate.Annotation { return marked(levy, annotate.Quote, words) }
	status := claim("4.20")
	status.Fields = annotate.Fields{"status": {"accurate"}}
	for name, c := range map[string]struct {
		a, b []annotate.Annotation
		want []agree.Class
	}{
		"same":                       {[]annotate.Annotation{claim("adds 4.20")}, []annotate.Annotation{claim("adds 4.20")}, []agree.Class{agree.Same}},
		"quotation marks and blanks": {[]annotate.Annotation{quote("“Nobody asked the ferry crews,”")}, []annotate.Annotation{quote("Nobody asked the ferry crews")}, []agree.Class{agree.Nearly}},
		"two characters":             {[]annotate.Annotation{claim("4.20 to")}, []annotate.Annotation{claim("4.20")}, []agree.Class{agree.Nearly}},
		"three characters":           {[]annotate.Annotation{claim("The levy")}, []annotate.Annotation{claim("levy")}, []agree.Class{agree.Border}},
		"border":                     {[]annotate.Annotation{claim("The levy adds 4.20")}, []annotate.Annotation{claim("4.20 to every ticket")}, []agree.Class{agree.Border}},
		"other tag":                  {[]annotate.Annotation{claim("a tax on people")}, []annotate.Annotation{marked(levy, annotate.Opinion, "a tax on people")}, []agree.Class{agree.OtherTag}},
		"one-sided":                  {[]annotate.Annotation{claim("4.20")}, nil, []agree.Class{agree.OneSided}},
		"beside each other":          {[]annotate.Annotation{claim("The levy")}, []annotate.Annotation{claim("adds 4.20")}, []agree.Class{agree.OneSided, agree.OneSided}},
		"a field":                    {[]annotate.Annotation{claim("4.20")}, []annotate.Annotation{status}, []agree.Class{agree.OtherFields}},
		"the better pair":            {[]annotate.Annotation{claim("adds 4.20"), claim("4.20 to every")}, []annotate.Annotation{claim("4.20 to every ticket")}, []agree.Class{agree.OneSided, agree.Border}},
		"the tag before the overlap": {[]annotate.Annotation{claim("adds 4.20"), quote("4.20")}, []annotate.Annotation{claim("4.20")}, []agree.Class{agree.Border, agree.OneSided}},
	} {
		items := agree.Match(levy, c.a, c.b, "status")
		var got []agree.Class
		for _, item := range items {
			got = append(got, item.Class)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestFieldsAndNotesAreNotComparedUnasked(t *testing.T) {
	a := marked(levy, annotate.Claim, "4.20")
	b := a
	b.Note, b.Fields = "really?", annotate.Fields{"status": {"inaccurate"}}
	if items := agree.Match(levy, []annotate.Annotation{a}, []annotate.Annotation{b}); len(items) != 1 || items[0].Class != agree.Same {
		t.Errorf("%v", items)
	}
}

// randomText returns an article of short sentences.
func randomText(random *rand.Rand, paragraphs int) *annotate.Article {
	var all []string
	for range paragraphs {
		var sentences []string
		for range 4 {
			words := []string{"The"}
			for range 5 + random.IntN(10) {
				words = append(words, []string{"levy", "ferry", "harbor", "council", "night", "paid", "of", "crew"}[random.IntN(8)])
			}
			sentences = append(sentences, strings.Join(words, " ")+".")
		}
		all = append(all, strings.Join(sentences, " "))
	}
	return newArticle(all...)
}

// randomMarks returns n annotations on words of the article.
func randomMarks(random *rand.Rand, a *annotate.Article, name string, n int) []annotate.Annotation {
	var all []annotate.Annotation
	for i := range n {
		start := random.IntN(len(a.Text))
		span, ok := annotate.Span{Start: start, End: min(start+10+random.IntN(80), len(a.Text))}.Trim(a.Text)
		if !ok {
			continue
		}
		m := placedAt(annotate.Tags()[random.IntN(3)], span)
		m.ID = fmt.Sprint(name, i)
		all = append(all, m)
	}
	return all
}

func figuresOf(f agree.Figures) map[string]float64 {
	return map[string]float64{
		"F1 exact": f.F1Exact.Value, "F1 by overlap": f.F1Overlap.Value, "α": f.Alpha.Value, "α_U": f.AlphaU.Value, "κ": f.Kappa.Value,
	}
}

func TestLawsOfComparison(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		a := randomText(random, 1+random.IntN(4))
		ann, ben := randomMarks(random, a, "a", 1+random.IntN(6)), randomMarks(random, a, "b", random.IntN(6))
		compare := func(x, y []annotate.Annotation) map[annotate.Tag]agree.Figures {
			return agree.Compare(a, []agree.Layer{{Name: "x", Annotations: x}, {Name: "y", Annotations: y}}, agree.Options{}).Pairs[0].Tags
		}
		for what, got := range figuresOf(compare(ann, ann)[agree.All]) {
			if math.Abs(got-1) > 1e-9 && !(math.IsNaN(got) && (what == "κ" || what == "α")) {
				t.Fatalf("%s with oneself is %v", what, got)
			}
		}
		forth, back := compare(ann, ben), compare(ben, ann)
		slices.Reverse(ann)
		for _, row := range agree.Rows() {
			same, swapped := figuresOf(forth[row]), figuresOf(back[row])
			for what, got := range figuresOf(compare(ann, ben)[row]) {
				if !close(got, same[what]) || !close(swapped[what], same[what]) {
					t.Fatalf("%s, %s: %v, with annotations in another order %v, with people swapped %v", row, what, same[what], got, swapped[what])
				}
			}
		}
	})
}

// Neither the order of three people matters, nor that of their annotations.
func TestLawsOfGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		a := randomText(random, 1+random.IntN(3))
		var layers []agree.Layer
		for _, name := range []string{"x", "y", "z"} {
			layers = append(layers, agree.Layer{Name: name, Annotations: randomMarks(random, a, name, random.IntN(5))})
		}
		group := func(all []agree.Layer) map[string]float64 {
			figures := map[string]float64{}
			for row, f := range agree.Compare(a, all, agree.Options{}).Group {
				figures[string(row)+" Fleiss"], figures[string(row)+" α"], figures[string(row)+" α_U"] = f.Fleiss.Value, f.Alpha.Value, f.AlphaU.Value
			}
			return figures
		}
		classes := func(all []agree.Layer) (list []string) {
			for _, c := range agree.Cases(a.Text, all) {
				list = append(list, fmt.Sprint(c.Class, c.Span(), len(c.Marks)))
			}
			slices.Sort(list)
			return list
		}
		figures, cases := group(layers), classes(layers)
		x := layers[0]
		for what, got := range group([]agree.Layer{x, x, x}) {
			if !math.IsNaN(got) && math.Abs(got-1) > 1e-9 {
				t.Fatalf("%s of three who agree is %v", what, got)
			}
		}
		slices.Reverse(layers)
		for _, l := range layers {
			slices.Reverse(l.Annotations)
		}
		for what, got := range group(layers) {
			if !close(got, figures[what]) {
				t.Fatalf("%s is %v, in another order %v", what, figures[what], got)
			}
		}
		if got := classes(layers); !slices.Equal(got, cases) {
			t.Fatalf("cases %q, in another order %q", cases, got)
		}
	})
}

// close reports whether two figures are equal but for rounding.
func close(x, y float64) bool { return math.Abs(x-y) < 1e-9 || math.IsNaN(x) && math.IsNaN(y) }

func TestChanceAgreementIsNearZero(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	a := randomText(random, 100)
	var layers []agree.Layer
	for _, name := range []string{"ann", "ben", "cem"} {
		layers = append(layers, agree.Layer{Name: name, Annotations: randomMarks(random, a, name, 150)})
	}
	c := agree.Compare(a, layers, agree.Options{})
	for _, p := range c.Pairs {
		f := p.Tags[agree.All]
		for what, got := range map[string]float64{"κ": f.Kappa.Value, "α": f.Alpha.Value, "α_U": f.AlphaU.Value} {
			wantFigure(t, p.A+", "+p.B+": "+what, got, 0, .1)
		}
	}
	g := c.Group[agree.All]
	wantFigure(t, "Fleiss", g.Fleiss.Value, 0, .05)
	wantFigure(t, "α", g.Alpha.Value, 0, .05)
	wantFigure(t, "α_U", g.AlphaU.Value, 0, .05)
	if i := g.Alpha.Interval; i == nil || i[0] > g.Alpha.Value || i[1] < g.Alpha.Value {
		t.Errorf("the interval of %v is %v", g.Alpha.Value, i)
	}
}

// A group of two has the figures of a pair, except that κ is Scott's π.
func TestIntervalsContainTheirFigures(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	a := randomText(random, 60)
	ann := randomMarks(random, a, "a", 100)
	ben := append(randomMarks(random, a, "b", 30), ann[:60]...)
	f := agree.Compare(a, []agree.Layer{{"ann", ann}, {"ben", ben}}, agree.Options{Pairs: true}).Pairs[0].Tags[agree.All]
	for what, figure := range map[string]agree.Figure{"F1 exact": f.F1Exact, "F1 by overlap": f.F1Overlap, "α": f.Alpha, "κ": f.Kappa} {
		i := figure.Interval
		if i == nil || i[0] > figure.Value || i[1] < figure.Value || i[1]-i[0] > .4 || i[1] == i[0] {
			t.Errorf("the interval of %s, %v, is %v", what, figure.Value, i)
		}
	}
	if f.AlphaU.Interval != nil {
		t.Error("α_U has an interval")
	}
}

func TestUntouchedText(t *testing.T) {
	a := newArticle("0123456789", "abcdefgh")
	one := []annotate.Annotation{placedAt(annotate.Claim, annotate.Span{Start: 0, End: 5})}
	two := []annotate.Annotation{placedAt(annotate.Quote, annotate.Span{Start: 3, End: 10})}
	tags := agree.Compare(a, []agree.Layer{{"x", one}, {"y", two}}, agree.Options{}).Pairs[0].Tags
	for row, want := range map[annotate.Tag]float64{annotate.Claim: .75, annotate.Quote: .65, annotate.Opinion: 1, agree.All: .5} {
		wantFigure(t, string(row), tags[row].Untouched, want, 1e-9)
	}
}

func TestScoresAgainstAKey(t *testing.T) {
	key := []annotate.Annotation{marked(levy, annotate.Claim, "adds 4.20"), marked(levy, annotate.Claim, "who cannot stay away"), marked(levy, annotate.Quote, "Nobody asked the ferry crews")}
	student := []annotate.Annotation{marked(levy, annotate.Claim, "4.20"), marked(levy, annotate.Opinion, "who cannot stay away")}
	items := agree.Match(levy, key, student)
	scores := agree.Scores(items)
	wantFigure(t, "precision of claims", scores[annotate.Claim].Precision, 1, 0)
	wantFigure(t, "recall of claims", scores[annotate.Claim].Recall, .5, 0)
	wantFigure(t, "F1 of claims", scores[annotate.Claim].F1, 2./3, 1e-9)
	wantFigure(t, "recall of quotes", scores[annotate.Quote].Recall, 0, 0)
	wantFigure(t, "precision of all", scores[agree.All].Precision, .5, 0)
	wantFigure(t, "recall of all", scores[agree.All].Recall, 1./3, 1e-9)
	if !math.IsNaN(scores[annotate.Quote].Precision) {
		t.Error("the precision of no quotes is defined")
	}
	want := map[[2]annotate.Tag]int{{annotate.Claim, annotate.Claim}: 1, {annotate.Claim, annotate.Opinion}: 1, {annotate.Quote, ""}: 1}
	if got := agree.Confusion(items); !maps.Equal(got, want) {
		t.Errorf("confusion %v, want %v", got, want)
	}
}

func BenchmarkThirtyAnnotators(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	a := randomText(random, 400)
	var layers []agree.Layer
	for i := range 30 {
		layers = append(layers, agree.Layer{Name: fmt.Sprint(i), Annotations: randomMarks(random, a, fmt.Sprint(i, "-"), 500)})
	}
	b.Logf("%d bytes", len(a.Text))
	for b.Loop() {
		agree.Compare(a, layers, agree.Options{})
	}
}
