// Package launch spares the garbage collector while the program begins. What
// libraries prepare before main takes 6 MB, of which next to nothing is
// garbage, and to read a text of 10 MB takes twice its size: to collect that
// takes a tenth of the time until a command begins, or until the first screen.
//
// Go initialises packages in the order of their paths as far as their imports
// allow, so that a part of the libraries comes before this one.
package launch

import "runtime/debug"

// sparing is how much the heap may grow between two collections, in per cent:
// the first is due at 32 MB, the runtime's 4 MB for each hundred.
const sparing = 800

var usual = debug.SetGCPercent(sparing)

// Over ends the time in which the collector is spared. It may be called more
// than once.
func Over() { debug.SetGCPercent(usual) }
