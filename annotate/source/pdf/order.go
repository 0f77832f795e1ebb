package pdf

import (
	"cmp"
	"slices"
)

// Bounds on reordering.
const (
	maxRegions  = 500 // on one page; a page with more keeps the converter's order
	maxColumns  = 8   // number of columns side by side
	minLines    = 3   // number of lines in a column
	gutterRatio = .8  // ratio of the space between two columns to the size of the body
)

// order returns the regions of each page in reading order: column by column, each from
// top to bottom. Converters get that wrong if the gaps between paragraphs happen to
// line up.
func (t typesetting) order(regions []region) []region {
	var out []region
	for len(regions) > 0 {
		n := 1
		for n < len(regions) && regions[n].page() == regions[0].page() {
			n++
		}
		out = append(out, t.orderPage(regions[:n])...)
		regions = regions[n:]
	}
	return out
}

type placedRegion struct {
	region
	box box
}

// orderPage orders the text of a page. Furniture stays before or after it.
func (t typesetting) orderPage(regions []region) []region {
	if len(regions) > maxRegions {
		return regions
	}
	var out, after []region
	var text []placedRegion
	for _, r := range regions {
		switch {
		case !r.isFurniture():
			text = append(text, placedRegion{r, r.textBox()})
		case len(text) == 0:
			out = append(out, r)
		default:
			after = append(after, r)
		}
	}
	for _, p := range t.orderColumns(text, maxColumns) {
		out = append(out, p.region)
	}
	return append(out, after...)
}

// orderColumns orders regions column by column wherever a gutter separates them.
// Columns within columns are split at most depth times. Regions without a gutter
// keep their order.
func (t typesetting) orderColumns(regions []placedRegion, depth int) []placedRegion {
	if len(regions) < 2 || depth == 0 {
		return regions
	}
	var out, run []placedRegion
	cut, anyColumns := 0.0, false
	flush := func() {
		if cut > 0 {
			anyColumns = true
			left, right := splitAt(run, cut)
			run = append(t.orderColumns(left, depth-1), t.orderColumns(right, depth-1)...)
		}
		out, run, cut = append(out, run...), nil, 0
	}
	for _, band := range bands(regions) {
		if x, ok := t.findGutter(append(slices.Clone(run), band...)); len(run) == 0 || ok {
			run, cut = append(run, band...), x
			continue
		}
		flush()
		run = band
		cut, _ = t.findGutter(band)
	}
	flush()
	if !anyColumns {
		return regions
	}
	return out
}

// bands groups regions that no horizontal line can separate. The bands are ordered from
// top to bottom; within a band, regions keep their order.
func bands(regions []placedRegion) [][]placedRegion {
	const overlap = 2 // points that the boxes of successive lines may share
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
	out := make([][]placedRegion, len(all))
	for i, band := range all {
		slices.Sort(band)
		for _, n := range band {
			out[i] = append(out[i], regions[n])
		}
	}
	return out
}

// findGutter returns the horizontal position of the leftmost gutter that runs from the
// top to the bottom of regions, with at least minLines lines on either side.
func (t typesetting) findGutter(regions []placedRegion) (x float64, ok bool) {
	byLeft := slices.Clone(regions)
	slices.SortFunc(byLeft, func(a, b placedRegion) int { return cmp.Compare(a.box.left, b.box.left) })
	lines, all := 0, 0
	for _, p := range regions {
		all += len(p.region)
	}
	right := 0.0
	for i, p := range byLeft {
		if i > 0 && p.box.left-right >= gutterRatio*t.body && lines >= minLines && all-lines >= minLines {
			return (right + p.box.left) / 2, true
		}
		lines += len(p.region)
		right = max(right, p.box.right)
	}
	return 0, false
}

// splitAt separates the regions that begin left of x from the others.
func splitAt(regions []placedRegion, x float64) (left, right []placedRegion) {
	for _, p := range regions {
		if p.box.left < x {
			left = append(left, p)
		} else {
			right = append(right, p)
		}
	}
	return left, right
}
