package reader

import (
	"strconv"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"
)

// A command is the input line for what users of other programs type after a
// colon. Its letters are never keys.
type command struct{ input kit.Field }

// start opens the input line.
func (c *command) start(s *state) {
	*c = command{kit.NewField("")}
	s.enter(keys.Command)
}

// run carries out the typed command.
func (c *command) run(s *state) {
	s.enter(s.base)
	typed := strings.TrimSpace(c.input.Value())
	number, err := strconv.Atoi(typed)
	switch strings.TrimSuffix(typed, "!") {
	case "":
	case "q", "qa", "wq", "wqa", "x", "xa", "quit", "exit":
		s.env.Outbox.Post(kit.ActionMsg{Action: keys.Quit})
	case "w", "wa", "write", "save":
		if pending := s.env.Library.Pending(s.body.ID); len(pending) > 0 && s.steps.saveError != "" {
			s.warn("Not on disk yet: %s.", s.steps.state(pending))
			return
		}
		s.say("Every change is saved when you make it.")
	case "h", "help":
		s.env.Outbox.Post(kit.ActionMsg{Action: keys.ShowHelp})
	default:
		if err == nil && number >= 0 {
			s.goTo(max(number, 1))
			return
		}
		s.warn("%s is not a command: %s lists the actions. Nothing was changed.", kit.OneLine(typed), s.key(keys.OpenPalette))
	}
}
