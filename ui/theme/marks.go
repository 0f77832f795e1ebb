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
	Tag   annotate.Tag
	Guess bool
}

// PaintMarks paints marks over s, the innermost first. With colors it shows the
// first two certain marks, in monochrome all of them. A guess never has a
// background: it is a dotted underline, or underlined italics where that is not
// available, and never changes how a certain mark looks.
func (t *Theme) PaintMarks(s uv.Style, marks []Mark) uv.Style {
	var first, second, guess annotate.Tag
	for _, m := range marks {
		switch {
		case m.Guess && guess == "":
			guess = m.Tag
		case m.Guess:
		case first == "":
			first = m.Tag
		case second == "":
			second = m.Tag
		}
	}
	switch {
	case len(marks) == 0, t.palette == nil:
		return s
	case first == "":
		return t.guess(s, guess)
	case t.options.Mono:
		return monoMarks(s, marks)
	}
	tag := t.palette.tag(first)
	s = underlined(t.palette.onBackground(s, tag.background, tag.text), uv.UnderlineNone, nil)
	switch {
	case second != "":
		return t.second(s, second)
	case guess != "" && t.options.StyledUnderlines:
		return underlined(s, uv.UnderlineDotted, t.palette.tag(guess).line)
	}
	return s
}

// underlined returns s with an underline in a color; nil is the text's color.
func underlined(s uv.Style, line uv.Underline, c color.Color) uv.Style {
	s.Underline, s.UnderlineColor = line, c
	return s
}

// second returns s with the line of the next tag.
func (t *Theme) second(s uv.Style, tag annotate.Tag) uv.Style {
	if t.options.StyledUnderlines {
		line := uv.UnderlineDouble
		switch tag {
		case annotate.Claim:
			line = uv.UnderlineSingle
		case annotate.Quote:
			line = uv.UnderlineCurly
		}
		return underlined(s, line, t.palette.tag(tag).line)
	}
	s.Attrs &^= uv.AttrItalic | uv.AttrBold
	switch tag {
	case annotate.Quote:
		s.Attrs |= uv.AttrItalic
	case annotate.Opinion:
		s.Attrs |= uv.AttrBold
	}
	return underlined(s, uv.UnderlineSingle, nil)
}

// guess returns s under nothing but a guess.
func (t *Theme) guess(s uv.Style, tag annotate.Tag) uv.Style {
	switch {
	case t.options.Mono:
		s.Attrs = s.Attrs&^(uv.AttrReverse|uv.AttrBold) | uv.AttrFaint | uv.AttrItalic
	case t.options.StyledUnderlines:
		return underlined(s, uv.UnderlineDotted, t.palette.tag(tag).line)
	default:
		s.Attrs |= uv.AttrItalic
	}
	return underlined(s, uv.UnderlineSingle, nil)
}

// monoMarks shows tags by attributes alone, each combination by its own.
func monoMarks(s uv.Style, marks []Mark) uv.Style {
	has := func(tag annotate.Tag) bool { return slices.Contains(marks, Mark{Tag: tag}) }
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

// PaintTarget paints, softly, the words that a tag key would take.
func (t *Theme) PaintTarget(s uv.Style) uv.Style {
	switch {
	case t.palette == nil:
		return s
	case t.options.Mono || t.palette.target == nil:
		s.Attrs = s.Attrs&^uv.AttrFaint | uv.AttrBold
		return s
	}
	return t.palette.onBackground(s, t.palette.target, t.palette.targetText)
}

// PaintSelection paints selected words.
func (t *Theme) PaintSelection(s uv.Style) uv.Style {
	if t.Colorless() {
		return uv.Style{Attrs: s.Attrs&uv.AttrStrikethrough | uv.AttrReverse | uv.AttrBold}
	}
	s.Fg, s.Bg = t.palette.selected, t.palette.selection
	return s
}

// PaintHit paints a search hit.
func (t *Theme) PaintHit(s uv.Style) uv.Style {
	if t.Colorless() {
		return uv.Style{Attrs: s.Attrs&uv.AttrStrikethrough | uv.AttrItalic, Underline: uv.UnderlineSingle}
	}
	s.Fg, s.Bg = t.palette.hitText, t.palette.hit
	return s
}

// PaintCurrentHit paints the search hit under the caret.
func (t *Theme) PaintCurrentHit(s uv.Style) uv.Style {
	if t.Colorless() {
		return uv.Style{Attrs: s.Attrs&uv.AttrStrikethrough | uv.AttrReverse | uv.AttrItalic}
	}
	s.Fg, s.Bg = t.palette.hitText, t.palette.current
	s.Attrs |= uv.AttrBold
	return s
}
