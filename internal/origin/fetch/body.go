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

// The errors of a body.
var (
	errTooLarge   = errors.New("too large")
	errEmpty      = errors.New("the site sent an empty page")
	errCompressed = errors.New("the site used a compression that was not requested")
	errCorrupt    = errors.New("the site sent corrupt data that cannot be decompressed")
)

// body reads the whole body and decompresses it.
func (f *fetcher) body(resp *http.Response) ([]byte, error) {
	if resp.ContentLength > f.Bytes {
		return nil, errTooLarge
	}
	r := &bodyReader{r: resp.Body, total: resp.ContentLength, progress: f.Progress, idle: f.Idle}
	r.timer = time.AfterFunc(f.Idle, func() { f.cancel(errIdle) })
	defer r.timer.Stop()
	plain, err := decompress(r, resp.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(plain, f.Bytes+1))
	switch {
	case err != nil:
		return nil, decompressError(err)
	case int64(len(body)) > f.Bytes:
		return nil, errTooLarge
	case len(body) == 0:
		return nil, errEmpty
	}
	return body, nil
}

// decompress returns a reader that decodes r, which has that Content-Encoding.
func decompress(r io.Reader, encoding string) (io.Reader, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
	default:
		return nil, errCompressed
	}
	buffered := bufio.NewReader(r)
	if _, err := buffered.Peek(1); errors.Is(err, io.EOF) {
		return buffered, nil // empty, whatever the header says
	}
	unzipped, err := gzip.NewReader(buffered)
	if err != nil {
		return nil, decompressError(err)
	}
	return unzipped, nil
}

// decompressError returns errCorrupt for a decompression error, and err for a
// connection error.
func decompressError(err error) error {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || isA[flate.CorruptInputError](err) {
		return fmt.Errorf("%w (%w)", errCorrupt, err)
	}
	return err
}

// A bodyReader reports progress and restarts the idle timer.
type bodyReader struct {
	r           io.Reader
	read, total int64
	progress    func(read, total int64)
	idle        time.Duration
	timer       *time.Timer
}

// Read implements io.Reader.
func (b *bodyReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if n > 0 {
		b.timer.Reset(b.idle)
		b.read += int64(n)
		b.progress(b.read, b.total)
	}
	return n, err
}
