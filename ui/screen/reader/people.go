package reader

import (
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
	"galley/ui/kit"
)

// people lists those who annotated the article, by name. It is nil if only one person
// did.
type people []person

// A person is an annotator of the article. Each has a letter of their own.
type person struct{ name, letter string }

// newPeople returns the people who made the annotations of a set.
func newPeople(set annotate.Set) people {
	creators := map[string]bool{}
	for _, a := range set.All() {
		creators[a.Creator] = true
	}
	if len(creators) < 2 {
		return nil
	}
	var list people
	for name := range creators {
		list = append(list, person{name: name})
	}
	slices.SortFunc(list, func(a, b person) int { return strings.Compare(a.name, b.name) })
	for i := range list {
		list[i].letter = list[:i].unusedLetter(list[i].name)
	}
	return list
}

// unusedLetter returns the first letter of a name that none of the people has,
// or a digit. It is small, because tags have capitals. Only letters that take one cell and are written from left to right count.
func (p people) unusedLetter(name string) string {
	const firstHebrew = '\u0590'
	for _, r := range strings.ToLower(name) + "123456789" {
		letter := string(r)
		isSimple := r < firstHebrew && unicode.IsLetter(r) || unicode.IsDigit(r)
		if isSimple && !slices.ContainsFunc(p, func(q person) bool { return q.letter == letter }) {
			return letter
		}
	}
	return "*"
}

// index returns the index of a name, or -1.
func (p people) index(name string) int {
	return slices.IndexFunc(p, func(q person) bool { return q.name == name })
}

// String lists the people with their letters: "a ada, b ben".
func (p people) String() string {
	list := make([]string, len(p))
	for i, q := range p {
		list[i] = q.letter + " " + kit.OneLine(q.name)
	}
	return strings.Join(list, ", ")
}

// peopleOf draws the letters of those who annotated a row, in the order of their
// annotations. If they are more than two, the second letter is a plus sign.
func (p *painter) peopleOf(marks []annotate.Annotation) string {
	var found []int
	for _, a := range marks {
		if i := p.people.index(a.Creator); i >= 0 && !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	t, text := p.body.canvas.Theme, ""
	for n, i := range found[:min(len(found), 2)] {
		letter := p.people[i].letter
		if n == 1 && len(found) > 2 {
			letter = "+"
		}
		text += t.Person(i).Render(letter)
	}
	return text + strings.Repeat(" ", peopleWidth-min(len(found), 2))
}
