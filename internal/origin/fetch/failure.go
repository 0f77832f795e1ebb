package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// A Failure says in one line why an address was not fetched. Nothing was changed.
type Failure struct {
	Address string // quoted for display
	What    string // what failed
	Advice  string // what to do
	Status  int    // of the response that was refused, 0 if there was none
	Err     error  // the cause; nil if the address was refused
}

// Error implements error.
func (f *Failure) Error() string {
	return f.Address + " cannot be read: " + f.What + "; nothing was changed; " + f.Advice
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// A refusal is the reason why Galley does not fetch an address or does not use its
// response.
type refusal struct {
	what, advice string
	status       int  // of the response, 0 unless it is the reason
	redirect     bool // the reason is a redirect, whose target what names
}

// Error implements error.
func (r *refusal) Error() string { return r.what }

// The causes for which a fetcher cancels its own context.
var (
	errTotal  = errors.New("fetching took too long")
	errAnswer = errors.New("no answer")
	errIdle   = errors.New("no more data")
)

// Advice for several failures.
const (
	adviceLater    = "try again later"
	adviceSpelling = "check the spelling"
	adviceSave     = "open it in a browser, save the page as a file, and open that file"
)

// explain returns the Failure for an error at an address.
func (f *fetcher) explain(ctx context.Context, at *url.URL, err error) *Failure {
	failure := &Failure{Address: quoted(f.typed.String()), Err: causeOf(ctx, err)}
	failure.What, failure.Advice = f.message(at, failure.Err)
	refused, isRefusal := errors.AsType[*refusal](failure.Err)
	if isRefusal {
		failure.Status = refused.status
	}
	if at.String() != f.typed.String() && !(isRefusal && refused.redirect) {
		failure.What += " (redirected to " + quoted(at.String()) + ")"
	}
	return failure
}

// causeOf returns why ctx was canceled, or else err.
func causeOf(ctx context.Context, err error) error {
	cause := context.Cause(ctx)
	switch {
	case cause == nil:
		return err
	case errors.Is(cause, errTotal), errors.Is(cause, errAnswer), errors.Is(cause, errIdle):
		return cause
	}
	return ctx.Err()
}

// message returns what failed and what to do, for any error.
func (f *fetcher) message(at *url.URL, err error) (what, advice string) {
	if what, advice = f.limitMessage(err); what != "" {
		return what, advice
	}
	for _, explain := range []func(string, error) (string, string){responseMessage, certificateMessage, networkMessage} {
		if what, advice = explain(at.Host, err); what != "" {
			return what, advice
		}
	}
	return "the connection failed (" + bare(err.Error()) + ")", adviceLater
}

// limitMessage returns what failed and what to do for the limits of a fetch.
func (f *fetcher) limitMessage(err error) (what, advice string) {
	switch {
	case errors.Is(err, context.Canceled):
		return "it was canceled", "nothing was saved"
	case errors.Is(err, errTotal), errors.Is(err, context.DeadlineExceeded):
		return "it took longer than " + seconds(f.Total), adviceLater
	case errors.Is(err, errAnswer):
		return "the site did not answer within " + seconds(f.Answer), adviceLater
	case errors.Is(err, errIdle):
		return "the site sent nothing more for " + seconds(f.Idle), adviceLater
	case errors.Is(err, errTooLarge):
		return fmt.Sprintf("it is larger than %d MiB", f.Bytes>>20), "save a part of it as a file and open that"
	}
	return "", ""
}

func seconds(d time.Duration) string {
	if d == time.Second {
		return "1 second"
	}
	return fmt.Sprintf("%g seconds", d.Seconds())
}
