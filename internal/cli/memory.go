package cli

import (
	"runtime/debug"
	"time"

	"galley/ui/launch"
)

// Opening a large article and saving it take several times the memory that
// reading it needs. A while later, when the first screen has long been drawn,
// the rest goes back to the system.
const (
	giveBackAfter = time.Second
	largeText     = 1 << 20 // bytes; below it there is little to give back
)

// enough is how much memory, in bytes, an export takes before it is collected
// more often than the program's own rule says. It keeps an article with a
// hundred thousand annotations below 300 MB.
const enough = 208 << 20

// spared is the largest source, in bytes, that is read while the collector is
// spared.
const spared = 16 << 20

// settleLater ends the time in which the program begins once the first screen
// has been drawn, and gives back what that took.
func settleLater() {
	time.AfterFunc(settle, launch.Over)
	time.AfterFunc(giveBackAfter, debug.FreeOSMemory)
}

// giveBackLater gives memory back that a text of that many bytes needed when it
// was opened or saved.
func giveBackLater(bytes int) {
	if bytes >= largeText {
		time.AfterFunc(giveBackAfter, debug.FreeOSMemory)
	}
}
