package storage

import (
	"math"

	"galley/annotate"
)

// Blocks have a compact encoding that decodes fast, because an article of 10 MB
// has about 24,000 of them:
//
//	number of blocks, number of runs
//	number of rules, each rule's name
//	each block:
//	  kind (byte), flags (byte)
//	  start, from the end of the block before (signed); length (signed)
//	  level (byte)                      if hasLevel
//	  number (signed)                   if hasNumber; without it the last number + 1 if isNext, else 0
//	  rule, index from 0; confidence    if hasRule; confidence is the bits of a float32
//	  number of runs, each run          if hasRuns:
//	    start, from the end of the run before or the block's start (signed); length (signed)
//	    style (byte); target (string)   the target only if the style is a Link
//
// Numbers are varints, see codec.go.
const (
	isFolded = 1 << iota
	isNext
	hasNumber
	hasLevel
	hasRule
	hasRuns
)

// A block and a run have at least this many bytes, which limits how many there can
// be.
const (
	minBlockBytes = 4
	minRunBytes   = 3
)

func encodeBlocks(blocks []annotate.Block) []byte {
	runs, rules, index := 0, []string(nil), map[string]int{}
	for _, b := range blocks {
		runs += len(b.Runs)
		if _, known := index[b.Rule]; !known {
			index[b.Rule] = len(rules)
			rules = append(rules, b.Rule)
		}
	}
	e := &encoder{bytes: make([]byte, 0, 6*len(blocks)+8*runs)}
	e.uint(uint64(len(blocks)))
	e.uint(uint64(runs))
	e.uint(uint64(len(rules)))
	for _, rule := range rules {
		e.string(rule)
	}
	var end int
	var number int32
	for _, b := range blocks {
		e.block(b, end, number, index[b.Rule])
		end = b.Span.End
		if b.Number != 0 {
			number = b.Number
		}
	}
	return e.bytes
}

// block appends a block. end is the end of the block before it, number the last
// number before it, rule the index of its rule.
func (e *encoder) block(b annotate.Block, end int, number int32, rule int) {
	flags := blockFlags(b, number)
	e.byte(byte(b.Kind))
	e.byte(flags)
	e.int(b.Span.Start - end)
	e.int(b.Span.Len())
	if flags&hasLevel != 0 {
		e.byte(b.Level)
	}
	if flags&hasNumber != 0 {
		e.int(int(b.Number))
	}
	if flags&hasRule != 0 {
		e.uint(uint64(rule))
		e.uint(uint64(math.Float32bits(b.Confidence)))
	}
	if flags&hasRuns != 0 {
		e.runs(b)
	}
}

func blockFlags(b annotate.Block, number int32) (flags byte) {
	set := func(flag byte, on bool) {
		if on {
			flags |= flag
		}
	}
	next := b.Number != 0 && b.Number == number+1
	set(isFolded, b.Folded)
	set(isNext, next)
	set(hasNumber, b.Number != 0 && !next)
	set(hasLevel, b.Level != 0)
	set(hasRule, b.Rule != "" || b.Confidence != 0)
	set(hasRuns, len(b.Runs) > 0)
	return flags
}

func (e *encoder) runs(b annotate.Block) {
	e.uint(uint64(len(b.Runs)))
	end := b.Span.Start
	for _, r := range b.Runs {
		e.int(r.Span.Start - end)
		e.int(r.Span.Len())
		e.byte(byte(r.Style))
		if r.Style&annotate.Link != 0 {
			e.string(r.Href)
		}
		end = r.Span.End
	}
}

// A blockDecoder decodes the output of encodeBlocks. All runs share one array.
type blockDecoder struct {
	decoder
	rules  []string
	runs   []annotate.Run // with capacity for the runs of all blocks
	end    int
	number int32
}

// decodeBlocks returns errEncoding for bytes that encodeBlocks cannot have
// written. The caller checks that the blocks tile the text.
func decodeBlocks(encoded string) ([]annotate.Block, error) {
	d := blockDecoder{decoder: newDecoder(encoded)}
	count, runs, rules := d.uint(), d.uint(), d.uint()
	rest := uint64(len(d.rest()))
	if count > rest/minBlockBytes || runs > rest/minRunBytes || rules > rest {
		return nil, errEncoding
	}
	for range rules {
		d.rules = append(d.rules, d.string())
	}
	d.runs = make([]annotate.Run, 0, runs)
	blocks := make([]annotate.Block, count)
	for i := range blocks {
		d.block(&blocks[i])
	}
	return blocks, d.err()
}

func (d *blockDecoder) block(b *annotate.Block) {
	b.Kind = annotate.Kind(d.byte())
	flags := d.byte()
	if b.Kind > annotate.Furniture {
		d.fail()
	}
	b.Span.Start = d.end + d.int()
	b.Span.End = b.Span.Start + d.int()
	d.end = b.Span.End
	b.Folded = flags&isFolded != 0
	if flags&hasLevel != 0 {
		b.Level = d.byte()
	}
	switch {
	case flags&isNext != 0:
		b.Number = d.number + 1
	case flags&hasNumber != 0:
		b.Number = int32(d.int())
	}
	if b.Number != 0 {
		d.number = b.Number
	}
	if flags&hasRule != 0 {
		b.Rule = d.rule()
		b.Confidence = math.Float32frombits(uint32(d.uint()))
	}
	if flags&hasRuns != 0 {
		b.Runs = d.blockRuns(b.Span.Start)
	}
}

func (d *blockDecoder) rule() string {
	i := d.uint()
	if i >= uint64(len(d.rules)) {
		d.fail()
		return ""
	}
	return d.rules[i]
}

func (d *blockDecoder) blockRuns(end int) []annotate.Run {
	count := d.uint()
	first := len(d.runs)
	if count > uint64(cap(d.runs)-first) {
		d.fail()
		return nil
	}
	for range count {
		var r annotate.Run
		r.Span.Start = end + d.int()
		r.Span.End = r.Span.Start + d.int()
		end = r.Span.End
		if r.Style = annotate.Style(d.byte()); r.Style&annotate.Link != 0 {
			r.Href = d.string()
		}
		d.runs = append(d.runs, r)
	}
	return d.runs[first:len(d.runs):len(d.runs)]
}
