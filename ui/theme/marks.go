package theme

import "galley/annotate"

// OverMarks lays tags over s, the innermost first. Only the first two are
// shown in colors, all in monochrome.
func (t Theme) OverMarks(s Style, tags []annotate.Tag) Style {
	switch {
	case len(tags) == 0 || t.sheet == nil:
		return s
	case t.sheet.options.Mono:
		return monoMarks(s, tags)
	}
	c := &t.sheet.shades
	s = s.on(c.tone(tags[0]).ground, c.ink)
	s.Underline, s.UL = NoLine, 0
	if len(tags) == 1 {
		return s
	}
	if t.sheet.options.StyledUnderlines {
		s.Underline, s.UL = line(tags[1]), c.tone(tags[1]).line
		return s
	}
	s.Underline, s.Italic, s.Bold = Straight, tags[1] == annotate.Quote, tags[1] == annotate.Opinion
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
func monoMarks(s Style, tags []annotate.Tag) Style {
	var claim, quote, opinion bool
	for _, tag := range tags {
		claim = claim || tag == annotate.Claim
		quote = quote || tag == annotate.Quote
		opinion = opinion || tag == annotate.Opinion
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
	case t.sheet.options.Mono:
		s.Bold, s.Faint = true, false
		return s
	}
	return s.on(t.sheet.shades.target, t.sheet.shades.ink)
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
