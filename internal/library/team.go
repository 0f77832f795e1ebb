package library

import "sync"

// newSigner returns a function that returns the name under which the user annotates: in a
// library that belongs to a team, the login there, which is what the others see.
func newSigner(b base) func() string {
	login := sync.OnceValue(func() string {
		desk, err := b.store.Desk()
		if err != nil {
			return "" // the step itself will fail
		}
		return desk.Login
	})
	return func() string {
		if name := login(); name != "" || b.options.Author == nil {
			return name
		}
		return b.options.Author()
	}
}

// Signer returns the name under which the user annotates.
func (l *Library) Signer() string { return l.options.Author() }
