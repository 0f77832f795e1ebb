//go:build !unix

package convert

import "os/exec"

// setGroup does nothing: canceling the command kills only the program itself.
func setGroup(*exec.Cmd) {}
