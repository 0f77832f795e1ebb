package storage

import (
	"encoding/json"
	"os"
	"time"
)

// SyncInterval is the time after which the state of a sync is written again, also if it
// did not change.
const SyncInterval = 5 * time.Second

// A SyncState says how far a library has been exchanged with others. The process that
// exchanges it writes the state to a file beside the library.
type SyncState struct {
	Online  bool      `json:"online"`
	Unsent  int       `json:"unsent"`            // steps
	Problem string    `json:"problem,omitempty"` // why nothing can be sent, although online or not
	At      time.Time `json:"at"`
}

// IsZero reports whether no process exchanges the library.
func (s SyncState) IsZero() bool { return s.At.IsZero() }

// SyncPath returns the path of the file with the state.
func (s *Store) SyncPath() string { return s.db.path + ".sync" }

// WriteSyncState writes the state for other processes.
func (s *Store) WriteSyncState(state SyncState) error {
	data, err := json.Marshal(state)
	if err != nil {
		return err
	}
	return os.WriteFile(s.SyncPath(), data, 0o600)
}

// SyncState returns the state, which is zero if no process has written it lately.
func (s *Store) SyncState(now time.Time) (state SyncState) {
	const maxBytes = 4 << 10
	data, err := os.ReadFile(s.SyncPath())
	if err != nil || len(data) > maxBytes || json.Unmarshal(data, &state) != nil || now.Sub(state.At) > 3*SyncInterval {
		return SyncState{}
	}
	return state
}
