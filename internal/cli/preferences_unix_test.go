//go:build unix

package cli

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A named pipe would wait for a writer.
func TestOnlyRegularFilesAreReadAtTheStart(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	chosen := readPreferences(pipe)
	if got := chosen.notice(); got != "settings.toml cannot be read: it is not a regular file" {
		t.Errorf("notice %q", got)
	}
	for _, path := range []string{pipe, "/dev/zero", t.TempDir()} {
		if _, err := loadTheme(path); err == nil || !strings.HasSuffix(err.Error(), "is not a glamour style file: it is not a regular file") {
			t.Errorf("%s: %v", path, err)
		}
	}
}
