package claim

import (
	"cmp"
	"slices"
	"strings"
)

// A Judgment says how much a sentence reads like a claim, and why.
type Judgment struct {
	Score float64   // from 0 to 1
	Cues  []Feature // what speaks most for it, the first one most; at most two, and none below MinScore
}

// MinScore is the lowest score of a sentence that is rather a claim than none.
const MinScore = .5

// Judge judges a sentence. Questions, and what is still to come, are no claims: their score
// is 0.
func Judge(sentence string) Judgment {
	m := Shipped()
	j := Judgment{Score: m.Score(sentence)}
	if j.Score < MinScore {
		return j
	}
	features := Features(sentence)
	j.Cues = m.cues(features)
	if strings.ContainsRune(sentence, '?') || isForecast(features, j.Cues) {
		j.Score = 0
	}
	return j
}

// cues returns the two features that weigh most and do not overlap, the first one first.
func (m Model) cues(features []Feature) (best []Feature) {
	const count, minWeight = 2, .2
	byWeight := slices.SortedStableFunc(slices.Values(features), func(a, b Feature) int { return cmp.Compare(m[b.Name], m[a.Name]) })
	for _, f := range byWeight {
		isOther := !slices.ContainsFunc(best, func(b Feature) bool { return b.Name == f.Name || b.Span.Overlaps(f.Span) })
		if len(best) < count && isOther && m[f.Name] >= minWeight && !strings.Contains(f.Name, name) {
			best = append(best, f)
		}
	}
	return best
}

// Words returns the feature as a reader would name it.
func (f Feature) Words() string {
	return strings.TrimPrefix(strings.ReplaceAll(f.Name, number, "number"), start+" ")
}

var (
	promises  = setOf("promise,promises,promised,pledge,pledges,pledged,vow,vows,vowed,predict,predicts,predicted,forecasts,expects,hope,hopes,hoped,let's")
	forecasts = setOf("will,won't,shall,would,could,may,might,should,must,going to,expected to,likely to,plan to,plans to,planned to,set to,aim to,aims to," +
		"intend to,intends to,want to,wants to,need to,needs to,have to,has to,ought to")
	// nominal words are followed by the noun will, or by a clause that says something else than its sentence.
	nominal = setOf("the,a,his,her,their,its,which,who,that,if")
)

func setOf(words string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.SplitSeq(words, ",") {
		all[word] = true
	}
	return all
}

// isForecast reports whether a sentence says what is still to come: it promises or predicts, or speaks of the
// future before one of its cues, as in “it will cost 4.20”.
func isForecast(features, cues []Feature) bool {
	before, end := "", 0
	for _, c := range cues {
		end = max(end, c.Span.End)
	}
	for _, f := range features {
		isPair := strings.Contains(f.Name, " ")
		if !nominal[before] && !isPair && promises[f.Name] {
			return true
		}
		if f.Span.Start < end && (forecasts[f.Name] || strings.HasSuffix(f.Name, "'ll")) && (isPair || !nominal[before]) {
			return true
		}
		if !isPair {
			before = f.Name
		}
	}
	return false
}
