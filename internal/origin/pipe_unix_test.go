//go:build unix

package origin

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestNamedPipeIsRefusedWithoutWaitingForAWriter(t *testing.T) {
	path := filepath.Join(folder(t), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("cannot create named pipes:", err)
	}
	if _, err := File(path, noon()); err == nil || !strings.Contains(err.Error(), "named pipe") {
		t.Errorf("error %v", err)
	}
}
