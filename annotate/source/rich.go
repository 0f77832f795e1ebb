package source

import (
	"bytes"

	"galley/annotate"
)

// A rich text is the text of one block with its styles, as a reader of a marked
// up format finds it: not scrubbed, since entities may have been decoded into
// it. LF is a line break that the source asked for.
type rich struct {
	text  []byte
	marks []mark
}

// A mark sets the style from an offset of a rich text on.
type mark struct {
	off   int
	style annotate.Style
	href  string
}

// style sets the style of what is added next.
func (r *rich) style(style annotate.Style, href string) {
	r.marks = append(r.marks, mark{len(r.text), style, href})
}

// restyle is style unless the text has that style already.
func (r *rich) restyle(style annotate.Style, href string) {
	now := mark{}
	if n := len(r.marks); n > 0 {
		now = r.marks[n-1]
	}
	if now.style != style || now.href != href {
		r.style(style, href)
	}
}

func (r *rich) add(text string) { r.text = append(r.text, text...) }

// blank reports whether there is nothing visible in r, so far as can be told
// before it is scrubbed.
func (r *rich) blank() bool { return len(bytes.TrimSpace(r.text)) == 0 }

// rich adds a block with that text. It is scrubbed as a whole: an escape
// sequence must not hide behind a change of style within it.
func (b *builder) rich(block annotate.Block, r rich) {
	cuts := make([]int, len(r.marks))
	for i, m := range r.marks {
		cuts[i] = m.off
	}
	text := scrub(r.text, &b.removed, cuts)
	if len(bytes.TrimSpace(text)) == 0 {
		return
	}
	b.begin(block)
	start := 0
	for i, m := range r.marks {
		b.write(text[start:cuts[i]])
		b.style(m.style, m.href)
		start = cuts[i]
	}
	b.write(text[start:])
	b.end()
}

// write writes text as the kind of the block asks.
func (b *builder) write(text []byte) {
	if b.block.Kind == annotate.Code {
		b.verbatim(text)
	} else {
		b.prose(text)
	}
}

// with returns r with other after it.
func (r rich) with(other rich) rich {
	r.style(0, "")
	for _, m := range other.marks {
		m.off += len(r.text)
		r.marks = append(r.marks, m)
	}
	r.text = append(r.text, other.text...)
	return r
}

// onOneLine returns r without line breaks. It changes r.
func (r rich) onOneLine() rich {
	for i, c := range r.text {
		if c == '\n' {
			r.text[i] = ' '
		}
	}
	return r
}
