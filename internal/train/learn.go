package main

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"galley/annotate/suggest/claim"
)

// options are the settings of the learner.
type options struct {
	seed                       uint64
	features, minCount, epochs int
	rate                       float64
}

// A sample is a sentence as the learner sees it: the numbers of its features, each once.
type sample struct {
	features []int
	scale    float64
	isClaim  bool
}

// learn chooses features, trains a model on them and stops at the epoch that is best on
// dev. It returns the model and its average precision on dev.
func (o options) learn(train, dev []sentence) (best claim.Model, precision float64) {
	names := o.choose(train)
	index := map[string]int{}
	for i, name := range names {
		index[name] = i
	}
	samples := make([]sample, len(train))
	for i, s := range train {
		samples[i] = sampleOf(s, index)
	}
	random := rand.New(rand.NewPCG(o.seed, o.seed))
	weights, squares := make([]float64, len(names)), make([]float64, len(names))
	for range o.epochs {
		random.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		for _, s := range samples {
			o.step(s, weights, squares)
		}
		m := claim.Model{}
		for i, name := range names {
			m[name] = weights[i]
		}
		m = claim.Parse(m.String()) // as it is shipped
		if p := averagePrecision(ranked(m, dev)); p > precision {
			best, precision = m, p
		}
	}
	return best, precision
}

// step moves the weights of a sample's features toward its label: AdaGrad, after Duchi, Hazan and Singer, "Adaptive
// Subgradient Methods", Journal of Machine Learning Research 12 (2011).
func (o options) step(s sample, weights, squares []float64) {
	sum, want := 0.0, 0.0
	for _, f := range s.features {
		sum += weights[f]
	}
	if s.isClaim {
		want = 1
	}
	slope := s.scale * (want - 1/(1+math.Exp(-sum*s.scale)))
	for _, f := range s.features {
		squares[f] += slope * slope
		weights[f] += o.rate * slope / math.Sqrt(squares[f]+1e-8)
	}
}

func sampleOf(s sentence, index map[string]int) sample {
	out := sample{features: []int{index[claim.Bias]}, scale: claim.Scale(len(claim.Features(s.text))), isClaim: s.isClaim}
	for _, name := range namesIn(s) {
		if i, ok := index[name]; ok {
			out.features = append(out.features, i)
		}
	}
	return out
}

// namesIn returns the names of a sentence's features, each once.
func namesIn(s sentence) (names []string) {
	for _, f := range claim.Features(s.text) {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// choose returns the features that depend most on the label, by chi², in order, and the bias.
func (o options) choose(train []sentence) []string {
	claims, with, withClaim := 0.0, map[string]float64{}, map[string]float64{}
	for _, s := range train {
		if s.isClaim {
			claims++
		}
		for _, name := range namesIn(s) {
			with[name]++
			if s.isClaim {
				withClaim[name]++
			}
		}
	}
	all := float64(len(train))
	chi := map[string]float64{}
	var names []string
	for name, n := range with {
		if n >= float64(o.minCount) {
			difference := withClaim[name]*all - n*claims
			chi[name] = difference * difference / (n * (all - n) * claims * (all - claims))
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(chi[b], chi[a]), cmp.Compare(a, b)) })
	names = append(names[:min(len(names), o.features)], claim.Bias)
	slices.Sort(names)
	return names
}
