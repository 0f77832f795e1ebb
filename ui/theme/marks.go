package theme

import "galley/annotate"

// A Mark is a tag as it lies over words. A guess is one of which it is not
// certain that it belongs there.
type Mark struct {
	Tag   annotate.Tag
	Guess bool
}

// OverMarks lays marks over s, the innermost first. Of those that are certain
// the first two are shown in colors, all in monochrome. A guess never has a
// ground: it is a dotted line, or where there is none plain words underlined
// and in italics, and it is shown only where that leaves a certain mark as it
// is.
func (t Theme) OverMarks(s Style, marks []Mark) Style {
	var first, second annotate.Tag
	for _, m := range marks {
		switch {
		case m.Guess:
		case first == "":
			first = m.Tag
		case second == "":
			second = m.Tag
		}
	}
	switch {
	case len(marks) == 0 || t.sheet == nil:
		return s
	case first == "":
		return t.guess(s, marks[0].Tag)
	case t.sheet.options.Mono:
		return monoMarks(s, marks)
	}
	c := &t.sheet.shades
	tone := c.tone(first)
	s = s.on(tone.ground, tone.ink, c.enough)
	s.Underline, s.UL = NoLine, 0
	switch {
	case second != "":
		return t.second(s, second)
	case len(marks) > 1 && t.sheet.options.StyledUnderlines:
		s.Underline, s.UL = Dotted, c.tone(guessed(marks)).line
	}
	return s
}

// second is s with the line of the next tag.
func (t Theme) second(s Style, tag annotate.Tag) Style {
	if t.sheet.options.StyledUnderlines {
		s.Underline, s.UL = line(tag), t.sheet.shades.tone(tag).line
		return s
	}
	s.Underline, s.Italic, s.Bold = Straight, tag == annotate.Quote, tag == annotate.Opinion
	return s
}

// guessed is the tag of the first guess.
func guessed(marks []Mark) annotate.Tag {
	for _, m := range marks {
		if m.Guess {
			return m.Tag
		}
	}
	return ""
}

// guess is s below a guess alone.
func (t Theme) guess(s Style, tag annotate.Tag) Style {
	if t.sheet.options.Mono {
		s.Reverse, s.Bold, s.Faint, s.Italic, s.Underline, s.UL = false, false, true, true, Straight, 0
		return s
	}
	if t.sheet.options.StyledUnderlines {
		s.Underline, s.UL = Dotted, t.sheet.shades.tone(tag).line
		return s
	}
	s.Underline, s.Italic, s.UL = Straight, true, 0
	return s
}

// line is the form of the underline that stands for a tag.
func line(tag annotate.Tag) Line {
	switch tag {
	case annotate.Claim:
		return Straight
	case annotate.Quote:
		return Curly
	}
	return Double
}

// monoMarks shows tags by attributes alone, each combination by its own.
func monoMarks(s Style, marks []Mark) Style {
	var claim, quote, opinion bool
	for _, m := range marks {
		claim = claim || m.Tag == annotate.Claim && !m.Guess
		quote = quote || m.Tag == annotate.Quote && !m.Guess
		opinion = opinion || m.Tag == annotate.Opinion && !m.Guess
	}
	s.Faint, s.Underline, s.UL = false, NoLine, 0
	if claim || opinion {
		s.Underline = Straight
	}
	s.Reverse, s.Bold, s.Italic = quote, opinion, claim && opinion
	return s
}

// OverTarget shows softly that a tag key would take these words.
func (t Theme) OverTarget(s Style) Style {
	switch {
	case t.sheet == nil:
		return s
	case t.sheet.options.Mono || t.sheet.shades.target == 0:
		s.Bold, s.Faint = true, false
		return s
	}
	return s.on(t.sheet.shades.target, t.sheet.shades.targeted, t.sheet.shades.enough)
}

// OverSelection shows that these words are selected.
func (t Theme) OverSelection(s Style) Style {
	if t.sheet == nil || t.sheet.options.Mono {
		return Style{Reverse: true, Bold: true, Strike: s.Strike}
	}
	s.FG, s.BG = t.sheet.shades.selected, t.sheet.shades.selection
	return s
}

// OverHit shows that these words are what was looked for.
func (t Theme) OverHit(s Style) Style {
	if t.sheet == nil || t.sheet.options.Mono {
		return Style{Italic: true, Underline: Straight, Strike: s.Strike}
	}
	s.FG, s.BG = t.sheet.shades.found, t.sheet.shades.hit
	return s
}

// OverCurrentHit shows that of all hits this is the one that one stands on.
func (t Theme) OverCurrentHit(s Style) Style {
	if t.sheet == nil || t.sheet.options.Mono {
		return Style{Reverse: true, Italic: true, Strike: s.Strike}
	}
	s.FG, s.BG, s.Bold = t.sheet.shades.found, t.sheet.shades.current, true
	return s
}
