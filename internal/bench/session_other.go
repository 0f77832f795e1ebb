//go:build !unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"time"
)

// A session needs a pseudo-terminal as Unix has them.
type session struct {
	started time.Time
	arrived chan struct{}
}

type chunk struct {
	at   time.Time
	data []byte
}

func startSession(*exec.Cmd, size) (*session, error) {
	return nil, errors.New("there are no pseudo-terminals on this system: run it on Linux or macOS")
}

func (t *session) press(string) (time.Time, error) { return time.Time{}, errors.ErrUnsupported }
func (t *session) resize(size) (time.Time, error)  { return time.Time{}, errors.ErrUnsupported }
func (t *session) mark() int                       { return 0 }
func (t *session) since(int) ([]chunk, bool)       { return nil, true }
func (t *session) pid() int                        { return 0 }
func peakOf(*os.ProcessState) int64                { return 0 }
func (t *session) end()                            {}
