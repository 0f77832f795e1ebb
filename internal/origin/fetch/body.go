package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// What may be wrong with a body.
var (
	errTooLarge   = errors.New("too large")
	errEmpty      = errors.New("the site sent an empty page")
	errCompressed = errors.New("the site sent it compressed in a way that was not asked for")
	errUnpack     = errors.New("what the site sent is damaged and cannot be decompressed")
)

// body reads the whole body and decompresses it.
func (v *visit) body(resp *http.Response) ([]byte, error) {
	if resp.ContentLength > v.Bytes {
		return nil, errTooLarge
	}
	w := &wire{from: resp.Body, total: resp.ContentLength, tell: v.Progress, idle: v.Idle}
	w.watch = time.AfterFunc(v.Idle, func() { v.cancel(errIdle) })
	defer w.watch.Stop()
	plain, err := unpacked(w, resp.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(plain, v.Bytes+1))
	switch {
	case err != nil:
		return nil, unpackError(err)
	case int64(len(body)) > v.Bytes:
		return nil, errTooLarge
	case len(body) == 0:
		return nil, errEmpty
	}
	return body, nil
}

// unpacked decompresses what comes by w.
func unpacked(w io.Reader, encoding string) (io.Reader, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		return w, nil
	case "gzip", "x-gzip":
	default:
		return nil, errCompressed
	}
	from := bufio.NewReader(w)
	if _, err := from.Peek(1); errors.Is(err, io.EOF) {
		return from, nil // empty, whatever it is said to be
	}
	unzipped, err := gzip.NewReader(from)
	if err != nil {
		return nil, unpackError(err)
	}
	return unzipped, nil
}

// unpackError tells damage to compressed bytes from trouble with the wire.
func unpackError(err error) error {
	var corrupt flate.CorruptInputError
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt) {
		return fmt.Errorf("%w (%w)", errUnpack, err)
	}
	return err
}

// A wire reads what is sent, counts it, and notes when nothing comes.
type wire struct {
	from        io.Reader
	read, total int64
	tell        func(read, total int64)
	idle        time.Duration
	watch       *time.Timer
}

func (w *wire) Read(p []byte) (int, error) {
	n, err := w.from.Read(p)
	if n > 0 {
		w.watch.Reset(w.idle)
		w.read += int64(n)
		w.tell(w.read, w.total)
	}
	return n, err
}
