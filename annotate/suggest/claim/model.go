// Package claim judges how much a sentence reads like a claim that is worth checking.
//
// The judge is a linear model: the logistic function of the sum of the weights of the words and
// pairs of words in a sentence. The weights were learned from sentences of U.S. presidential
// debates that people marked as worth checking or not, by
//
//	go run ./internal/train claims --data DIR
//
// News is not debate: the score ranks the sentences of an article, and is not a share of
// them. The data is ClaimBuster's; see the NOTICE file.
package claim

import (
	_ "embed"
	"fmt"
	"hash/maphash"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"galley/annotate"
)

// A Model has the weights of features, by name.
type Model map[string]float64

// Bias is the name of the weight that every sentence has.
const Bias = "<bias>"

//go:embed weights.txt
var file string

// Shipped returns the model that Galley uses, which must not be changed. It is parsed when it is
// first asked for.
var Shipped = sync.OnceValue(func() Model { return Parse(file) })

// unit is a weight of 1 as it is written in a file.
const unit = 100

// Parse reads a model as [Model.String] writes it. Lines that begin with "#" are comments.
func Parse(file string) Model {
	m := make(Model, strings.Count(file, "\n"))
	for line := range strings.Lines(file) {
		feature, weight, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if n, err := strconv.Atoi(weight); err == nil {
			m[feature] = float64(n) / unit
		}
	}
	return m
}

// String writes a model, one weight per line, sorted by feature.
func (m Model) String() string {
	var b strings.Builder
	for _, feature := range slices.Sorted(maps.Keys(m)) {
		if n := math.Round(m[feature] * unit); n != 0 {
			fmt.Fprintf(&b, "%s\t%.0f\n", feature, n)
		}
	}
	return b.String()
}

// seed makes the hashes of a process equal.
var seed = maphash.MakeSeed()

// Score returns how much a sentence reads like a claim, from 0 to 1. A feature counts once.
func (m Model) Score(sentence string) float64 {
	sum, count, seen := m[Bias], 0, make([]uint64, 0, 64)
	eachFeature(sentence, func(name []byte, _ annotate.Span) {
		count++
		if w, ok := m[string(name)]; ok {
			if hash := maphash.Bytes(seed, name); !slices.Contains(seen, hash) {
				seen, sum = append(seen, hash), sum+w
			}
		}
	})
	return 1 / (1 + math.Exp(-sum*Scale(count)))
}

// Scale returns what the sum of a sentence's weights is multiplied by, so that long sentences do not win by
// their length.
func Scale(features int) float64 {
	const long = 20
	return math.Sqrt(long / float64(max(features, long)))
}
