//go:build unix

package convert

import (
	"os"
	"os/exec"
	"syscall"
)

// inGroup has a command run in a group of processes of its own, all of which
// end when it is cancelled: soffice is a script that starts others.
func inGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error {
		if syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) != nil {
			return os.ErrProcessDone
		}
		return nil
	}
}
