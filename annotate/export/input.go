package export

import (
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decoded reads r as UTF-8, which must be valid, and no more of it than
// options allow. A byte order mark is skipped, and UTF-16 read by it.
func decoded(r io.Reader, opt ReadOptions) io.Reader {
	limited := &limitReader{r: r, left: opt.MaxBytes}
	if opt.MaxBytes == 0 {
		limited.left = DefaultMaxBytes
	}
	return transform.NewReader(limited, unicode.BOMOverride(encoding.UTF8Validator))
}

// A limitReader fails, unlike one of package io, when there is more to read.
type limitReader struct {
	r    io.Reader
	left int64
}

func (l *limitReader) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, ErrTooLarge
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, ErrTooLarge
	}
	return n, err
}
