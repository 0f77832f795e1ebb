// Package memory sets how much memory Galley uses before garbage is collected
// or returned to the system. What each setting saves is in docs/performance.md.
//
// What libraries prepare before main takes 6 MB, next to none of it garbage,
// and reading a text of 10 MB takes twice its size. Collecting meanwhile would
// be a tenth of the time until a command runs or the first screen is drawn, so
// the collector waits until [EndStartup] is called. This package imports none of
// ours, so that Go initializes it before those that do, although some libraries
// still come before it.
package memory

import (
	"runtime/debug"
	"time"
)

// startupGC is how much the heap may grow between two collections during
// start-up, in per cent: the first is due at 32 MB, 4 MB for each hundred.
const startupGC = 800

var normalGC = debug.SetGCPercent(startupGC)

// LargeSource is the largest source, in bytes, that is read before EndStartup.
const LargeSource = 16 << 20

// FirstScreen is how long after starting the reader its first screen has been
// drawn for certain.
const FirstScreen = 100 * time.Millisecond

// Opening a large article and saving it take several times the memory that
// reading it needs.
const (
	returnAfter = time.Second
	largeText   = 1 << 20 // bytes; smaller texts leave little to return
)

// exportLimit is how much memory, in bytes, an export may use before garbage
// is collected more often than usual. It keeps the export of an article with a
// hundred thousand annotations below 300 MB.
const exportLimit = 208 << 20

// EndStartup makes the collector work as usual. Calling it again does nothing.
func EndStartup() { debug.SetGCPercent(normalGC) }

// StartReader schedules EndStartup for when the first screen has been drawn,
// and returns what start-up used to the system a second later.
func StartReader() {
	time.AfterFunc(FirstScreen, EndStartup)
	time.AfterFunc(returnAfter, debug.FreeOSMemory)
}

// ReturnLater returns free memory to the system a second after a text of that
// many bytes was opened or saved.
func ReturnLater(textBytes int) {
	if textBytes >= largeText {
		time.AfterFunc(returnAfter, debug.FreeOSMemory)
	}
}

// LimitExport limits memory until restore is called.
func LimitExport() (restore func()) {
	before := debug.SetMemoryLimit(exportLimit)
	return func() { debug.SetMemoryLimit(before) }
}
