package ui

// Rests reports whether drawing has slowed down, because nothing happens.
func Rests(p *Program) bool {
	p.pace.mu.Lock()
	defer p.pace.mu.Unlock()
	return p.pace.ticker != nil && !p.pace.awake
}
