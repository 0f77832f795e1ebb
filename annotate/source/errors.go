package source

import (
	"errors"
	"fmt"
)

// Errors that callers branch on. What Read returns wraps one of them, says in
// one line what failed and what to do, and holds no byte of the input.
var (
	// ErrTooLarge is returned for a source of more than Limit bytes or with
	// more than a million and a half blocks.
	ErrTooLarge = errors.New("the source is too large")
	// ErrEmpty is returned for a source without any visible text.
	ErrEmpty = errors.New("there is no text to read")
	// ErrBinary is returned for bytes that are no text.
	ErrBinary = errors.New("this is not text")
	// ErrUnsupported is returned for a type of text that cannot be read.
	ErrUnsupported = errors.New("this type cannot be read")
	// ErrDamaged is returned for a document whose file is spoilt or not whole.
	ErrDamaged = errors.New("the document is damaged")
	// ErrLocked is returned for a document that is encrypted.
	ErrLocked = errors.New("the document is locked")
	// ErrPart is returned when Options name a part that a source does not have.
	ErrPart = errors.New("there is no such part")
	// ErrCharset is returned when Options name an unknown character set.
	ErrCharset = errors.New("unknown character set")
	// ErrType is returned when Options name an unknown type.
	ErrType = errors.New("unknown type")
)

// longestOperand is how much of an operand an error repeats, in characters.
const longestOperand = 40

// quoted is what a person wrote as an error repeats it.
func quoted(operand string) string {
	runes := []rune(CleanLine(operand))
	if len(runes) > longestOperand {
		runes = append(runes[:longestOperand], '…')
	}
	return fmt.Sprintf("%q", string(runes))
}
