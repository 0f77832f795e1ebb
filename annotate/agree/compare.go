package agree

import (
	"math"
	"slices"

	"galley/annotate"
)

// A Layer is what one person annotated.
type Layer struct {
	Name        string
	Annotations []annotate.Annotation
}

// All is the row of figures for all tags together.
const All annotate.Tag = "all"

// Rows lists the rows of figures: the tags and All.
func Rows() []annotate.Tag { return append(annotate.Tags(), All) }

// A Figure is a measure, NaN if it is undefined, with its 95 % interval if that was
// computed.
type Figure struct {
	Value    float64
	Interval *[2]float64
}

// Defined reports whether the measure is defined.
func (f Figure) Defined() bool { return !math.IsNaN(f.Value) }

// Figures are the measures of two people for one tag, or for all. For all, words have the
// same value if they have the same tags, and an item of κ is a sentence and a tag.
type Figures struct {
	CountA, CountB     int
	F1Exact, F1Overlap Figure
	Alpha              Figure  // of words
	AlphaU             Figure  // of characters
	Kappa              Figure  // of sentences
	Untouched          float64 // share of the characters that neither annotated
}

// A Pair compares two people.
type Pair struct {
	A, B  string
	Tags  map[annotate.Tag]Figures // by row
	Items []Item
}

// GroupFigures are the measures of more than two people for one tag, or for all.
type GroupFigures struct {
	Fleiss Figure // of sentences
	Alpha  Figure // of words
	AlphaU Figure // of characters
}

// A Comparison compares people on one article.
type Comparison struct {
	Annotators []string
	Pairs      []Pair                        // of each two, in the order of the annotators
	Group      map[annotate.Tag]GroupFigures // by row; nil for two people
}

// Options say what is compared.
type Options struct {
	Fields []string // compared in addition to tags and places
	Pairs  bool     // compute the intervals of each pair, not only those of more than two people together
}

// Compare compares the annotations that two or more people made on an article.
func Compare(a *annotate.Article, layers []Layer, opt Options) Comparison {
	u := newUnits(a)
	c := Comparison{}
	coverages := make([]coverage, len(layers))
	for i, l := range layers {
		c.Annotators = append(c.Annotators, l.Name)
		coverages[i] = u.coverageOf(l.Annotations)
	}
	for i := range layers {
		for j := i + 1; j < len(layers); j++ {
			p := Pair{A: layers[i].Name, B: layers[j].Name, Items: Match(a.Text, layers[i].Annotations, layers[j].Annotations, opt.Fields...)}
			parts := u.pairParts(p.Items, coverages[i], coverages[j])
			p.Tags = u.figures(parts, coverages[i], coverages[j])
			if opt.Pairs {
				addIntervals(p.Tags, parts)
			}
			c.Pairs = append(c.Pairs, p)
		}
	}
	if len(layers) > 2 {
		c.Group = u.groupFigures(coverages)
	}
	return c
}

// figures returns the measures of two people.
func (u units) figures(parts []pairSums, a, b coverage) map[annotate.Tag]Figures {
	var total pairSums
	for i := range parts {
		total.add(&parts[i])
	}
	rows := map[annotate.Tag]Figures{}
	var observed, expected float64
	for i, row := range Rows() {
		f := Figures{CountA: total.counts[i].a, CountB: total.counts[i].b}
		for k, value := range total.measures(i) {
			f.estimated()[k].Value = value
		}
		if row != All {
			o, e := Disagreement(u.length, [][]annotate.Span{a.spans[i], b.spans[i]})
			observed, expected = observed+o, expected+e
			f.AlphaU.Value, f.Untouched = alphaOf(o, e), u.untouched(a.spans[i], b.spans[i])
		} else {
			f.AlphaU.Value, f.Untouched = alphaOf(observed, expected), u.untouched(slices.Concat(a.spans, b.spans)...)
		}
		rows[row] = f
	}
	return rows
}

// addIntervals computes the intervals of the figures that parts gave.
func addIntervals(rows map[annotate.Tag]Figures, parts []pairSums) {
	const measured = 4
	bounds := bootstrap(len(parts), len(Rows())*measured, func(sample []int) []float64 {
		var sums pairSums
		for _, i := range sample {
			sums.add(&parts[i])
		}
		var values []float64
		for i := range Rows() {
			values = append(values, sums.measures(i)...)
		}
		return values
	})
	for i, row := range Rows() {
		f := rows[row]
		for k, figure := range f.estimated() {
			figure.Interval = bounds[i*measured+k]
		}
		rows[row] = f
	}
}

// estimated returns the figures that have intervals, in the order of pairSums.measures.
func (f *Figures) estimated() []*Figure {
	return []*Figure{&f.F1Exact, &f.F1Overlap, &f.Kappa, &f.Alpha}
}

// groupFigures returns the measures of more than two people, with intervals.
func (u units) groupFigures(all []coverage) map[annotate.Tag]GroupFigures {
	parts := u.groupParts(all)
	measures := func(draw []int) (values []float64) {
		for row := range Rows() {
			var sentences, words coincidences
			for _, i := range draw {
				sentences.sum(parts[i][row].sentences)
				words.sum(parts[i][row].words)
			}
			values = append(values, sentences.fleiss(), words.alpha())
		}
		return values
	}
	every := make([]int, len(parts))
	for i := range every {
		every[i] = i
	}
	values := measures(every)
	bounds := bootstrap(len(parts), len(values), measures)
	rows := map[annotate.Tag]GroupFigures{}
	var observed, expected float64
	for i, row := range Rows() {
		f := GroupFigures{Fleiss: Figure{values[2*i], bounds[2*i]}, Alpha: Figure{values[2*i+1], bounds[2*i+1]}}
		if row != All {
			spans := make([][]annotate.Span, len(all))
			for k, c := range all {
				spans[k] = c.spans[i]
			}
			o, e := Disagreement(u.length, spans)
			observed, expected = observed+o, expected+e
			f.AlphaU.Value = alphaOf(o, e)
		} else {
			f.AlphaU.Value = alphaOf(observed, expected)
		}
		rows[row] = f
	}
	return rows
}
