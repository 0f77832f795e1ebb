package main

import (
	"cmp"
	"encoding/csv"
	"os"
	"slices"
	"strings"

	"galley/annotate/suggest/claim"
)

// A sentence was marked by people as worth checking, or not.
type sentence struct {
	text    string
	isClaim bool
}

// readSentences reads a table with the columns Sentence_id, Text and class_label.
func readSentences(path string) ([]sentence, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(string(data)))
	r.Comma = '\t'
	r.FieldsPerRecord = 3
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var all []sentence
	for _, row := range rows[1:] {
		all = append(all, sentence{row[1], row[2] == "Yes"})
	}
	return all, nil
}

// ranked returns whether each sentence is a claim, from the highest score to the lowest.
func ranked(m claim.Model, sentences []sentence) []bool {
	scores, order := make([]float64, len(sentences)), make([]int, len(sentences))
	for i, s := range sentences {
		scores[i], order[i] = m.Score(s.text), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	all := make([]bool, len(order))
	for i, n := range order {
		all[i] = sentences[n].isClaim
	}
	return all
}

// averagePrecision returns the average of the precision at each claim of a ranking.
func averagePrecision(ranking []bool) float64 {
	found, sum := 0.0, 0.0
	for i, isClaim := range ranking {
		if isClaim {
			found++
			sum += found / float64(i+1)
		}
	}
	return sum / found
}
