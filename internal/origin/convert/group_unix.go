//go:build unix

package convert

import (
	"os"
	"os/exec"
	"syscall"
)

// setGroup makes a command run in a new process group, which is killed when the
// command is canceled: soffice is a script that starts other programs.
func setGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error {
		if syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) != nil {
			return os.ErrProcessDone
		}
		return nil
	}
}
