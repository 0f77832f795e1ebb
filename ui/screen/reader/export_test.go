package reader

import (
	"galley/internal/library"

	tea "charm.land/bubbletea/v2"
)

// LabelsMsg returns the message with the labels of the library.
func LabelsMsg(labels []library.Label) tea.Msg { return labelsMsg(labels) }
