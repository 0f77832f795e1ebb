//go:build unix && !linux

package e2e

// writePeak does nothing: the peak memory is tested on Linux only.
func writePeak() {}
