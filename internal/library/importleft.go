package library

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/wording"
)

// LeftOut are the entries of a file that are left out for the same reason.
type LeftOut struct {
	File    string // its name, in quotation marks
	Unit    string // "row"
	Numbers []int
	Reason  string
}

// String names the entries and the reason: "rows 3, 5–9 of “marks.csv”: …".
func (l LeftOut) String() string {
	const maxRanges = 12
	ranges := rangesOf(l.Numbers)
	if more := len(ranges) - maxRanges; more > 0 {
		ranges = append(ranges[:maxRanges], "…")
	}
	unit := l.Unit
	if len(l.Numbers) > 1 {
		unit += "s"
	}
	return fmt.Sprintf("%s %s of %s: %s", unit, strings.Join(ranges, ", "), l.File, l.Reason)
}

// rangesOf joins numbers that follow each other: 3, 5–9.
func rangesOf(numbers []int) []string {
	var ranges []string
	for i := 0; i < len(numbers); {
		first := i
		for i++; i < len(numbers) && numbers[i] == numbers[i-1]+1; i++ {
		}
		if last := numbers[i-1]; last > numbers[first] {
			ranges = append(ranges, fmt.Sprintf("%d–%d", numbers[first], last))
		} else {
			ranges = append(ranges, fmt.Sprint(last))
		}
	}
	return ranges
}

// leaveOut notes an entry that is left out.
func (in *Import) leaveOut(file string, e export.Entry, reason string) {
	key := [3]string{file, e.Unit, reason}
	i, ok := in.left[key]
	if !ok {
		i = len(in.LeftOut)
		in.left[key] = i
		in.LeftOut = append(in.LeftOut, LeftOut{File: file, Unit: e.Unit, Reason: reason})
	}
	in.LeftOut[i].Numbers = append(in.LeftOut[i].Numbers, e.Number)
}

// emptyError returns the error for files without anything to import.
func (in *Import) emptyError() error {
	if len(in.LeftOut) > 0 {
		problem := in.LeftOut[0].String()
		if more := len(in.LeftOut) - 1; more > 0 {
			problem += fmt.Sprintf(" (and %s)", annotate.Plural(more, "more problem"))
		}
		return fmt.Errorf("%s; nothing was imported", problem)
	}
	rest := ""
	if in.Loss != nil {
		rest = ", only what Galley does not keep: " + in.Loss.String()
	}
	return fmt.Errorf("no annotations were found in %s%s; nothing was imported", wording.Or(in.Empty), rest)
}

// refuseLoss returns the error of a Strict import that would lose something.
func (in *Import) refuseLoss() error {
	const advice = "nothing was imported; leave out --strict to import the rest"
	switch {
	case !in.options.Strict:
	case in.Loss != nil:
		return fmt.Errorf("%s would be left out; %s", in.Loss, advice)
	case in.Uncertain > 0:
		return fmt.Errorf("%s would have no definite place; %s", annotate.Plural(in.Uncertain, "annotation"), advice)
	}
	return nil
}
