//go:build !unix

package ui

import (
	"os"

	tea "charm.land/bubbletea/v2"
)

// There is no job control here.

func jobSignals() []os.Signal                   { return nil }
func (p *Program) jobMessage(os.Signal) tea.Msg { return nil }
func (p *Program) suspend() tea.Msg             { return notSuspendedMsg{} }
func (p *Program) retake() tea.Msg              { return nil }
