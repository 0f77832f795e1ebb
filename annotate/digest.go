package annotate

import (
	"crypto/sha256"
	"encoding/hex"
)

// DigestOf returns the SHA-256 of text in lower-case hexadecimal, which names a
// version of an article. It does not copy the text.
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
