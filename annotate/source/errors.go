package source

import (
	"errors"
	"fmt"
)

// The errors of this package. Every error of Read wraps one of them.
var (
	// ErrTooLarge is returned for a source of more than Limit bytes, or with
	// more blocks, pages or tags than can be read.
	ErrTooLarge = errors.New("the source is too large")
	// ErrEmpty is returned for a source without visible text.
	ErrEmpty = errors.New("there is no text to read")
	// ErrBinary is returned for bytes that are not text.
	ErrBinary = errors.New("this is not text")
	// ErrUnsupported is returned for a type that has to be converted first.
	ErrUnsupported = errors.New("this type cannot be read")
	// ErrDamaged is returned for a document whose file is damaged or truncated.
	ErrDamaged = errors.New("the document is damaged")
	// ErrLocked is returned for an encrypted document.
	ErrLocked = errors.New("the document is locked")
	// ErrPart is returned if the source does not have the part that Options name.
	ErrPart = errors.New("there is no such part")
	// ErrCharset is returned if Options name an unknown character set.
	ErrCharset = errors.New("unknown character set")
	// ErrType is returned if Options name an unknown type.
	ErrType = errors.New("unknown type")
)

// quote returns the user's operand in quotation marks, shortened, for an error
// message.
func quote(operand string) string {
	const maxLen = 40 // characters
	runes := []rune(CleanLine(operand))
	if len(runes) > maxLen {
		runes = append(runes[:maxLen], '…')
	}
	return fmt.Sprintf("%q", string(runes))
}
