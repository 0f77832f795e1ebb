package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"
)

// SyncInterval is the time after which the state of a sync is written again, also if it
// did not change.
const SyncInterval = 5 * time.Second

// A SyncState says how far a library has been exchanged with others. The process that
// exchanges it writes the state to a file beside the library.
type SyncState struct {
	Online   bool      `json:"online"`
	ReadOnly bool      `json:"read_only"`         // own steps are not sent
	Unsent   int       `json:"unsent"`            // steps
	Problem  string    `json:"problem,omitempty"` // the error that keeps the process from exchanging
	At       time.Time `json:"at"`
}

// String returns the state in a few words, "" if no process exchanges the library.
func (s SyncState) String() string {
	switch {
	case s.At.IsZero():
		return ""
	case s.Online && s.Unsent == 0:
		return "synced"
	case !s.Online && s.Unsent == 0:
		return "offline"
	case !s.Online:
		return fmt.Sprintf("offline: %d to send", s.Unsent)
	case s.ReadOnly:
		return fmt.Sprintf("read only: %d not sent", s.Unsent)
	}
	return fmt.Sprintf("%d to send", s.Unsent)
}

// SyncPath returns the path of the file with the state.
func (s *Store) SyncPath() string { return s.db.path + syncSuffix }

// WriteSyncState writes the state for other processes, which never read half of it.
func (s *Store) WriteSyncState(state SyncState) error {
	data, err := json.Marshal(state)
	if err != nil {
		return err
	}
	temp, err := openTemp(s.SyncPath(), 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), s.SyncPath())
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
