package pdf

import (
	"cmp"
	"slices"

	"galley/annotate/source/draft"
)

// Bounds of what is put in order.
const (
	mostRegions = 500 // on one page; with more it stays as the program gave it
	mostColumns = 8   // beside each other
	leastLines  = 3   // of a column
	gutterWidth = .8  // of the space between two columns, to the size of the body
)

// inOrder puts the regions of each page in the order of reading: column by
// column where a page has any, each from top to bottom. Programs get that
// wrong where the gaps between paragraphs happen to lie side by side.
func (t typesetting) inOrder(regions []region) []region {
	var out []region
	for len(regions) > 0 {
		n := 1
		for n < len(regions) && regions[n].page() == regions[0].page() {
			n++
		}
		out = append(out, t.pageInOrder(regions[:n])...)
		regions = regions[n:]
	}
	return out
}

// page is the page that the region is on.
func (r region) page() int {
	if len(r.lines) == 0 {
		return -1
	}
	return r.lines[0].page
}

// isFurniture reports whether every line of the region belongs to the page.
func (r region) isFurniture() bool {
	return !slices.ContainsFunc(r.lines, func(l line) bool { return l.furniture == draft.Rule{} })
}

// box is where the text of the region stands.
func (r region) box() box {
	var b box
	first := true
	for _, l := range r.lines {
		switch {
		case l.furniture != draft.Rule{}:
		case first:
			b, first = box{l.left, l.top, l.right, l.bottom}, false
		default:
			b = box{min(b.left, l.left), min(b.top, l.top), max(b.right, l.right), max(b.bottom, l.bottom)}
		}
	}
	return b
}

// A placed region is one with its place.
type placed struct {
	region
	box box
}

// pageInOrder keeps what belongs to the page where it was, at the top or at the
// bottom of the text.
func (t typesetting) pageInOrder(regions []region) []region {
	if len(regions) > mostRegions {
		return regions
	}
	var before, after []region
	var text []placed
	for _, r := range regions {
		switch {
		case !r.isFurniture():
			text = append(text, placed{r, r.box()})
		case len(text) == 0:
			before = append(before, r)
		default:
			after = append(after, r)
		}
	}
	out := before
	for _, p := range t.columnwise(text, mostColumns) {
		out = append(out, p.region)
	}
	return append(out, after...)
}

// columnwise orders regions. Runs of them that have a gutter are read column by
// column, at most as deep as columns says. Without any all stay as they are.
func (t typesetting) columnwise(regions []placed, columns int) []placed {
	if len(regions) < 2 || columns == 0 {
		return regions
	}
	var out, run []placed
	cut, anyColumns := 0.0, false
	flush := func() {
		if cut > 0 {
			anyColumns = true
			left, right := sides(run, cut)
			run = append(t.columnwise(left, columns-1), t.columnwise(right, columns-1)...)
		}
		out, run, cut = append(out, run...), nil, 0
	}
	for _, row := range bands(regions) {
		if x, ok := t.gutter(append(slices.Clone(run), row...)); len(run) == 0 || ok {
			run, cut = append(run, row...), x
			continue
		}
		flush()
		run = row
		cut, _ = t.gutter(row)
	}
	flush()
	if !anyColumns {
		return regions
	}
	return out
}

// bands parts regions into those that no horizontal line can part, from top to
// bottom, each in the order it was given.
func bands(regions []placed) [][]placed {
	const overlap = 2 // points that boxes of lines below each other may share
	order := make([]int, len(regions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(regions[a].box.top, regions[b].box.top) })
	var all [][]int
	bottom := 0.0
	for i, n := range order {
		if b := regions[n].box; i == 0 || b.top >= bottom-overlap {
			all, bottom = append(all, nil), b.bottom
		} else {
			bottom = max(bottom, b.bottom)
		}
		all[len(all)-1] = append(all[len(all)-1], n)
	}
	out := make([][]placed, len(all))
	for i, band := range all {
		slices.Sort(band)
		for _, n := range band {
			out[i] = append(out[i], regions[n])
		}
	}
	return out
}

// gutter finds a space between columns from the top to the bottom of regions:
// a place across the page, the leftmost. Either side must have some lines.
func (t typesetting) gutter(regions []placed) (x float64, ok bool) {
	byLeft := slices.Clone(regions)
	slices.SortFunc(byLeft, func(a, b placed) int { return cmp.Compare(a.box.left, b.box.left) })
	lines, all := 0, 0
	for _, p := range regions {
		all += len(p.lines)
	}
	right := 0.0
	for i, p := range byLeft {
		if i > 0 && p.box.left-right >= gutterWidth*t.body && lines >= leastLines && all-lines >= leastLines {
			return (right + p.box.left) / 2, true
		}
		lines += len(p.lines)
		right = max(right, p.box.right)
	}
	return 0, false
}

// sides parts regions at a place across the page.
func sides(regions []placed, x float64) (left, right []placed) {
	for _, p := range regions {
		if p.box.left < x {
			left = append(left, p)
		} else {
			right = append(right, p)
		}
	}
	return left, right
}
