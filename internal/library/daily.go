package library

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"galley/internal/wording"
	"galley/storage"
)

// dailyBackups makes a backup of the library on each day on which it changes.
type dailyBackups struct {
	base
	mu    sync.Mutex
	tried string // the last day of which a backup was made or failed
}

// BackUpDaily makes the backup of the day if this library has written anything, there
// is none, and the settings allow it. It can take seconds for a large library, and
// keeps no save waiting. While one is being made, it does nothing. It returns one line about
// a failure, once a day, and "" otherwise.
func (d *dailyBackups) BackUpDaily() (problem string) {
	if d.options.DailyBackups == nil || !d.store.Written() || !d.mu.TryLock() {
		return ""
	}
	defer d.mu.Unlock()
	now := d.options.Now()
	today := now.Format(time.DateOnly)
	if d.tried == today || !d.options.DailyBackups() {
		return ""
	}
	err := d.store.Daily().BackUp(now)
	if errors.Is(err, storage.ErrLocked) {
		return "" // the next change tries again
	}
	d.tried = today
	switch {
	case errors.Is(err, storage.ErrDamaged):
		return "no backup of today was made, because the library is damaged; earlier ones are kept; run galley doctor"
	case err != nil:
		return fmt.Sprintf("no backup of today was made: %s; everything is saved; galley backup FILE makes one elsewhere", wording.FileError(errors.Unwrap(err)))
	}
	return ""
}

// wait waits for a backup that is being made.
func (d *dailyBackups) wait() {
	d.mu.Lock()
	defer d.mu.Unlock()
}

// A DailyBackup is a copy of the library that was made automatically.
type DailyBackup = storage.DailyBackup

// DailyBackups lists the daily backups, the latest first. If none are made any more, why
// says so.
func (b base) DailyBackups() (list []DailyBackup, why string) {
	switch info, err := os.Stat(b.options.Path); {
	case b.options.DailyBackups == nil || !b.options.DailyBackups():
		why = "the settings turn them off"
	case err == nil && info.Size() > storage.MaxDailyBytes:
		why = "the library is larger than 500 MB"
	}
	return b.store.Daily().List(), why
}

// purge deletes an article for good, with its drafts, and from the daily backups.
// They come first, so that a purge that is interrupted can be repeated, and again
// last, for a backup that another program made meanwhile.
func (b base) purge(id string) error {
	if err := b.store.Daily().Purge(id); err != nil {
		return err
	}
	if err := b.store.Purge(id); err != nil {
		return err
	}
	return errors.Join(b.store.Daily().Purge(id), storage.RemoveDrafts(b.options.Path, id, nil))
}
