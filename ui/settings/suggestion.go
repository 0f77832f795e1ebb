package settings

import "fmt"

// far is the edit distance from which a name is no longer close to another.
const far = 3

// didYouMean returns a question to put after an unknown name, "" if no known one
// is close.
func didYouMean(name string, known []string) string {
	best, least := "", far
	for _, k := range known {
		if len(name) >= 2*len(k)+far {
			continue
		}
		if d := distance([]rune(name), []rune(k)); d < least && d < len(k) {
			best, least = k, d
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
