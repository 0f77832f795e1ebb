package cli

import (
	"runtime/debug"
	"time"
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

// giveBackLater gives memory back that a text of that many bytes needed when it
// was opened or saved.
func giveBackLater(bytes int) {
	if bytes >= largeText {
		time.AfterFunc(giveBackAfter, debug.FreeOSMemory)
	}
}
