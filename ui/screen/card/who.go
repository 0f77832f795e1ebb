package card

import (
	"slices"

	"galley/annotate/voice"
)

// isWho reports whether the focused field names the person whose words these are.
func (m *Model) isWho() bool {
	return m.focus > 0 && slices.Index(m.spec.Annotation.Tag.Spec().Who, m.rows[m.focus-1].spec.Name) == 0
}

// fillRole fills in the role of a known speaker while the name is typed, unless there is
// another role or the user has deleted this one.
func (m *Model) fillRole() {
	who := m.spec.Annotation.Tag.Spec().Who
	if len(who) < 2 || !m.isWho() {
		return
	}
	role := m.spec.Roles[voice.Clean(m.rows[m.focus-1].value())]
	at := slices.IndexFunc(m.rows, func(r row) bool { return r.spec.Name == who[1] })
	if m.rows[at].value() == m.role {
		m.rows[at], m.role = newRow(m.rows[at].spec, role, m.spec.Known[who[1]]), role
	}
}
