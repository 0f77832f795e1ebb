package reader

import (
	"slices"

	"galley/ui/keys"
)

// jumps holds where the caret was before it jumped, oldest first, so that it can
// go back and forth.
type jumps struct {
	offs []int
	at   int // index of the present place; len(offs) before the first step back
}

// maxJumps is the number of places that are remembered.
const maxJumps = 100

// jumping lists the actions whose start is remembered if the caret moves.
var jumping = []keys.Action{
	keys.Top, keys.Goto, keys.Accept, keys.FindNext, keys.FindPrev, keys.NextAnnotation, keys.PrevAnnotation, keys.NextOpen,
	keys.ShowSuggestions,
}

// add remembers a place, and forgets those that the caret came back from.
func (j *jumps) add(off int) {
	offs := slices.Clone(j.offs[max(j.at-maxJumps+1, 0):j.at])
	if n := len(offs); n == 0 || offs[n-1] != off {
		offs = append(offs, off)
	}
	j.offs, j.at = offs, len(offs)
}

// step goes to the place before or after the present one.
func (j *jumps) step(s *state, to direction) {
	if to == back && j.at == len(j.offs) {
		j.offs = append(slices.Clone(j.offs), s.body.caret.off)
	}
	next := j.at + int(to)
	switch {
	case next < 0:
		s.say("There is nothing to go back to.")
	case next >= len(j.offs):
		s.say("There is nothing to go forward to.")
	default:
		j.at = next
		s.body.jumpInto(j.offs[next])
	}
}
