package theme

import (
	"image/color"
	"slices"

	"galley/annotate"

	uv "github.com/charmbracelet/ultraviolet"
)

// A Mark is a tag painted over a span. A guess is a mark of uncertain
// placement.
type Mark struct {
	Tag     annotate.Tag
	Guess   bool
	Settled bool // needs no more checking: its background is quieter
}

// PaintMarks paints marks over s, the innermost first. With colors it shows the
// first two certain marks, in monochrome all of them. A guess never has a
// background: it is a dotted underline, or underlined italics where that is not
// available, and never changes how a certain mark looks.
func (t *Theme) PaintMarks(s uv.Style, marks []Mark) uv.Style {
	var first, second, guess annotate.Tag
	settled := false
	for _, m := range marks {
		switch {
		case m.Guess && guess == "":
			guess = m.Tag
		case m.Guess:
		case first == "":
			first, settled = m.Tag, m.Settled
		case second == "":
			second = m.Tag
		}
	}
	switch {
	case len(marks) == 0, t.palette == nil:
		return s
	case first == "":
		return t.withGuess(s, guess)
	case t.options.Mono:
		return monoMarks(s, marks)
	}
	tag := t.palette.tag(first)
	background := tag.background
	if settled && tag.settled != nil {
		background = tag.settled
	}
	s = withUnderline(t.onBackground(s, background, tag.text), uv.UnderlineNone, nil)
	switch {
	case second != "":
		return t.withSecond(s, second)
	case guess != "" && t.options.StyledUnderlines:
		return withUnderline(s, uv.UnderlineDotted, t.palette.tag(guess).line)
	}
	return s
}

// withUnderline returns s with an underline in a color; nil is the text's color.
func withUnderline(s uv.Style, line uv.Underline, c color.Color) uv.Style {
	s.Underline, s.UnderlineColor = line, c
	return s
}

// withSecond returns s with the underline of the second tag.
func (t *Theme) withSecond(s uv.Style, tag annotate.Tag) uv.Style {
	if t.options.StyledUnderlines {
		line := uv.UnderlineDouble
		switch tag {
		case annotate.Claim:
			line = uv.UnderlineSingle
		case annotate.Quote:
			line = uv.UnderlineCurly
		}
		return withUnderline(s, line, t.palette.tag(tag).line)
	}
	s.Attrs &^= uv.AttrItalic | uv.AttrBold
	switch tag {
	case annotate.Quote:
		s.Attrs |= uv.AttrItalic
	case annotate.Opinion:
		s.Attrs |= uv.AttrBold
		if t.options.withoutDarkBold(s) != s {
			s.Attrs ^= uv.AttrBold | uv.AttrReverse
		}
	}
	return withUnderline(s, uv.UnderlineSingle, nil)
}

// withGuess returns s with a guess as its only mark.
func (t *Theme) withGuess(s uv.Style, tag annotate.Tag) uv.Style {
	switch {
	case t.options.Mono:
		s.Attrs = s.Attrs&^(uv.AttrReverse|uv.AttrBold) | uv.AttrFaint | uv.AttrItalic
	case t.options.StyledUnderlines:
		return withUnderline(s, uv.UnderlineDotted, t.palette.tag(tag).line)
	default:
		s.Attrs |= uv.AttrItalic
	}
	return withUnderline(s, uv.UnderlineSingle, nil)
}

// PaintSuggestion paints words that could be annotated: quieter than a mark, without a
// background, a dashed line below them in the color of secondary text. Where that is not
// available the line is plain, in monochrome with faint text.
func (t *Theme) PaintSuggestion(s uv.Style) uv.Style {
	switch {
	case t.palette == nil:
		return s
	case t.options.Mono:
		s.Attrs = s.Attrs&^(uv.AttrReverse|uv.AttrBold|uv.AttrItalic) | uv.AttrFaint
	case t.options.StyledUnderlines:
		return withUnderline(s, uv.UnderlineDashed, t.palette.dim)
	default:
		s.Attrs &^= uv.AttrItalic
	}
	return withUnderline(s, uv.UnderlineSingle, nil)
}

// monoMarks paints marks with attributes only, different for each combination of
// tags.
func monoMarks(s uv.Style, marks []Mark) uv.Style {
	has := func(tag annotate.Tag) bool {
		return slices.ContainsFunc(marks, func(m Mark) bool { return m.Tag == tag && !m.Guess })
	}
	claim, quote, opinion := has(annotate.Claim), has(annotate.Quote), has(annotate.Opinion)
	s = uv.Style{Fg: s.Fg, Bg: s.Bg, Attrs: s.Attrs & uv.AttrStrikethrough}
	if claim || opinion {
		s.Underline = uv.UnderlineSingle
	}
	if quote {
		s.Attrs |= uv.AttrReverse
	}
	if opinion {
		s.Attrs |= uv.AttrBold
	}
	if claim && opinion {
		s.Attrs |= uv.AttrItalic
	}
	return s
}

// PaintSides paints what different people annotated, by the indexes of their spans: the
// first is underlined, the second has a background, and further ones are bold. They
// can be told apart without colors.
func (t *Theme) PaintSides(s uv.Style, sides []int) uv.Style {
	s = uv.Style{Fg: s.Fg, Bg: s.Bg, Attrs: s.Attrs & uv.AttrStrikethrough}
	for _, side := range sides {
		switch {
		case side == 1 && t.Colorless():
			s.Attrs |= uv.AttrReverse
		case side == 1:
			s = t.PaintSelection(s)
		case side > 1:
			s.Attrs |= uv.AttrBold
		}
	}
	if slices.Contains(sides, 0) {
		s.Underline = uv.UnderlineSingle
	}
	return s
}

// PaintTarget paints, subtly, the words that a tag key would mark.
func (t *Theme) PaintTarget(s uv.Style) uv.Style {
	switch {
	case t.palette == nil:
		return s
	case t.options.Mono || t.palette.target == nil:
		s.Attrs = s.Attrs&^uv.AttrFaint | uv.AttrBold
		return s
	}
	return t.onBackground(s, t.palette.target, t.palette.targetText)
}

// PaintSelection paints selected words.
func (t *Theme) PaintSelection(s uv.Style) uv.Style {
	if t.Colorless() {
		return uv.Style{Attrs: s.Attrs&uv.AttrStrikethrough | uv.AttrReverse | uv.AttrBold}
	}
	s.Fg, s.Bg = t.palette.selected, t.palette.selection
	s.Attrs &^= uv.AttrReverse
	if s.Bg == nil {
		s.Attrs |= uv.AttrReverse
	}
	return t.options.withoutDarkBold(s)
}

// PaintHit paints a search hit.
func (t *Theme) PaintHit(s uv.Style) uv.Style {
	if t.Colorless() {
		return uv.Style{Attrs: s.Attrs&uv.AttrStrikethrough | uv.AttrItalic, Underline: uv.UnderlineSingle}
	}
	s.Fg, s.Bg = t.palette.hitText, t.palette.hit
	s.Attrs &^= uv.AttrReverse
	if t.palette.hit == t.palette.current {
		s = withUnderline(s, uv.UnderlineNone, nil)
	}
	return t.options.withoutDarkBold(s)
}

// PaintCurrentHit paints the search hit under the caret.
func (t *Theme) PaintCurrentHit(s uv.Style) uv.Style {
	if t.Colorless() {
		return uv.Style{Attrs: s.Attrs&uv.AttrStrikethrough | uv.AttrReverse | uv.AttrItalic}
	}
	s.Fg, s.Bg = t.palette.hitText, t.palette.current
	s.Attrs = s.Attrs&^uv.AttrReverse | uv.AttrBold
	if t.palette.hit == t.palette.current {
		s = withUnderline(s, uv.UnderlineSingle, nil)
	}
	return t.options.withoutDarkBold(s)
}
