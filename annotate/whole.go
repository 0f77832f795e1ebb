package annotate

import "slices"

// A Whole is an annotation and its continuations: what "he said" interrupts is one
// quotation in lists, counts and exports. The first part comes first and has the
// note and the fields of all; the others follow in text order. Most annotations are
// a Whole of one part.
type Whole []Annotation

// First returns the part that the others continue.
func (w Whole) First() Annotation { return w[0] }

// Wholes returns the annotations as wholes, each annotation in exactly one, ordered
// by their first parts in text order.
func (s Set) Wholes() []Whole {
	wholes := make([]Whole, 0, len(s.items)-s.continuations)
	for i := range s.items {
		if s.first == nil || s.first[i] == i {
			wholes = append(wholes, s.wholeAt(i))
		}
	}
	return wholes
}

// Whole returns the whole of which the annotation with that ID is a part; it is nil
// if there is no such annotation.
func (s Set) Whole(id string) Whole {
	i, ok := s.byID[id]
	if !ok {
		return nil
	}
	if s.first != nil {
		i = s.first[i]
	}
	return s.wholeAt(i)
}

// Continues reports whether the annotation with that ID continues another one of
// the set.
func (s Set) Continues(id string) bool {
	i, ok := s.byID[id]
	return ok && s.first != nil && s.first[i] != i
}

func (s Set) wholeAt(first int) Whole {
	if len(s.parts[first]) == 0 {
		return s.items[first : first+1 : first+1]
	}
	w := Whole{s.items[first]}
	for _, i := range s.parts[first] {
		w = append(w, s.items[i])
	}
	return w
}

// joinParts finds the first part of each annotation and what continues it. A link to
// an annotation that is not in the set counts for nothing; of parts that continue
// each other in a circle, the earliest in the text is the first.
func (s *Set) joinParts() {
	next := s.continued()
	if next == nil {
		return
	}
	s.first, s.parts = make([]int, len(s.items)), map[int][]int{}
	seen := make([]int, len(s.items)) // the walk, from 1, that came by an item
	for i := range s.first {
		s.first[i] = -1
	}
	for i := range s.items {
		var path []int
		end := i
		for s.first[end] < 0 && next[end] != end && seen[end] != i+1 {
			seen[end], path, end = i+1, append(path, end), next[end]
		}
		first := end
		if s.first[end] >= 0 {
			first = s.first[end]
		} else if circle := slices.Index(path, end); circle >= 0 {
			first = slices.Min(path[circle:])
		}
		s.first[end] = first
		for _, part := range path {
			s.first[part] = first
		}
		if first != i {
			s.parts[first] = append(s.parts[first], i)
			s.continuations++
		}
	}
}

// continued returns for each item the index of the item that it continues, or its
// own, or nil if no item continues another one.
func (s *Set) continued() []int {
	var next []int
	for i := range s.items {
		for _, link := range s.items[i].Links {
			to, ok := s.byID[link.To]
			if !ok || to == i || link.Kind != Continues {
				continue
			}
			if next == nil {
				next = make([]int, len(s.items))
				for j := range next {
					next[j] = j
				}
			}
			next[i] = to
			break
		}
	}
	return next
}
