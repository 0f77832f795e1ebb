// Package memory controls when garbage is collected and memory is returned to the
// system. docs/performance.md has the effect of each setting.
//
// Package initialization takes 6 MB, almost none of it garbage, and reading a
// text of 10 MB takes twice its size. Collecting during that time would take a
// tenth of the time until a command runs or the first screen is drawn, so the
// collector waits until [EndStartup] is called. This package imports no other
// package of Galley, so that Go initializes it first.
package memory

import (
	"runtime/debug"
	"time"
)

// startupGC is the growth of the heap between two collections during start-up, in
// percent. The first is due at 4 MB per 100 percent, which makes 32 MB.
const startupGC = 800

var normalGC = debug.SetGCPercent(startupGC)

// LargeSource is the maximum size, in bytes, of a source that is read before
// EndStartup is called.
const LargeSource = 16 << 20

// FirstScreen is the time after which the reader has certainly drawn its first
// screen.
const FirstScreen = 100 * time.Millisecond

// Opening and saving a large article take several times the memory that reading it
// does, so free memory is returned to the system some time after.
const (
	returnAfter = time.Second
	largeText   = 1 << 20 // bytes; smaller texts leave little to return
)

// Memory, in bytes, above which garbage is collected more often. With these limits, an
// article with a hundred thousand annotations takes less than 300 MB.
const (
	exportLimit = 208 << 20
	importLimit = 256 << 20 // the transaction alone takes 230 MB
)

// EndStartup makes the collector work as usual. Calling it again does nothing.
func EndStartup() { debug.SetGCPercent(normalGC) }

// StartReader calls EndStartup when the first screen has been drawn, and returns
// free memory to the system a second after the start.
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

// LimitExport sets the memory limit for exports until restore is called.
func LimitExport() (restore func()) { return limit(exportLimit) }

// LimitImport sets the memory limit for imports until restore is called.
func LimitImport() (restore func()) { return limit(importLimit) }

func limit(bytes int64) (restore func()) {
	before := debug.SetMemoryLimit(bytes)
	return func() { debug.SetMemoryLimit(before) }
}
