package annotate

import (
	"crypto/sha256"
	"encoding/hex"
)

// DigestOf is the SHA-256 of text in lower-case hexadecimal. It names a
// version of a canonical text.
func DigestOf(text string) string {
	sum := sha256.New()
	var piece [32 << 10]byte
	for len(text) > 0 {
		n := copy(piece[:], text)
		sum.Write(piece[:n])
		text = text[n:]
	}
	return hex.EncodeToString(sum.Sum(nil))
}
