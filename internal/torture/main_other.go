//go:build !unix

// Command torture runs Galley and breaks its environment. It needs the
// pseudo-terminals and signals of Unix.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "torture: there are no pseudo-terminals on this system: run it on Linux or macOS")
	os.Exit(1)
}
