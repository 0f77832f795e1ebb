package settings

import "fmt"

// tooFar is the smallest edit distance at which names are not similar.
const tooFar = 3

// didYouMean returns a question to append to an unknown name, or "" if no known
// name is similar.
func didYouMean(name string, known []string) string {
	best, nearest := "", tooFar
	for _, k := range known {
		if len(name) >= 2*len(k)+tooFar {
			continue
		}
		if d := distance([]rune(name), []rune(k)); d < nearest && d < len(k) {
			best, nearest = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean “%s”?", best)
}

// distance returns how many letters must be inserted, deleted or replaced to turn
// b into a (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		corner := row[0]
		row[0] = i + 1
		for j := range b {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
