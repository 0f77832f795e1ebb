package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// A Failure says in one line for a person why an address was not fetched. It
// never changed anything.
type Failure struct {
	Address string // quoted, as it can be shown
	What    string // failed
	Advice  string // what to do
	Status  int    // of the response that was refused, 0 if there was none
	Err     error  // the cause, nil if the address alone is
}

func (f *Failure) Error() string {
	return f.Address + " cannot be read: " + f.What + "; nothing was changed; " + f.Advice
}

func (f *Failure) Unwrap() error { return f.Err }

// The causes for which a visit gives up by itself.
var (
	errTotal  = errors.New("fetching took too long")
	errAnswer = errors.New("no answer")
	errIdle   = errors.New("nothing more came")
)

// What to do about most failures.
const (
	adviceLater = "try again later"
	adviceSpelt = "check how it is spelt"
	adviceSave  = "open it in a browser, save the page as a file, and open that file"
)

// explain says in plain words why the fetch ended at an address.
func (v *visit) explain(ctx context.Context, at *url.URL, err error) *Failure {
	f := &Failure{Address: shown(v.typed.String()), Err: ended(ctx, err)}
	var status *badStatus
	if errors.As(f.Err, &status) {
		f.Status = status.code
	}
	f.What, f.Advice = v.words(at, f.Err)
	if at.String() != v.typed.String() && !isAboutRedirects(f.Err) {
		f.What += " (redirected to " + shown(at.String()) + ")"
	}
	return f
}

// ended is why a visit ended: what cut it short, or else err.
func ended(ctx context.Context, err error) error {
	cause := context.Cause(ctx)
	switch {
	case cause == nil:
		return err
	case errors.Is(cause, errTotal), errors.Is(cause, errAnswer), errors.Is(cause, errIdle):
		return cause
	}
	return ctx.Err()
}

func isAboutRedirects(err error) bool {
	var redirect *badRedirect
	var many *tooManyRedirects
	return errors.As(err, &redirect) || errors.As(err, &many)
}

// words say what failed and what to do.
func (v *visit) words(at *url.URL, err error) (what, advice string) {
	if what, advice = v.limitWords(err); what != "" {
		return what, advice
	}
	for _, explain := range []func(string, error) (string, string){answerWords, certificateWords, networkWords} {
		if what, advice = explain(at.Host, err); what != "" {
			return what, advice
		}
	}
	return "the connection failed (" + bare(err.Error()) + ")", adviceLater
}

// limitWords are about the limits of a fetch.
func (v *visit) limitWords(err error) (what, advice string) {
	switch {
	case errors.Is(err, context.Canceled):
		return "it was cancelled", "nothing was saved"
	case errors.Is(err, errTotal), errors.Is(err, context.DeadlineExceeded):
		return "it took longer than " + seconds(v.Total), adviceLater
	case errors.Is(err, errAnswer):
		return "the site did not answer within " + seconds(v.Answer), adviceLater
	case errors.Is(err, errIdle):
		return "the site sent nothing more for " + seconds(v.Idle), adviceLater
	case errors.Is(err, errTooLarge):
		return fmt.Sprintf("it is larger than %d MiB", v.Bytes>>20), "save a part of it as a file and open that"
	}
	return "", ""
}

func seconds(d time.Duration) string {
	if d == time.Second {
		return "1 second"
	}
	return fmt.Sprintf("%g seconds", d.Seconds())
}

// bare is what a stranger may have had a hand in, safe to show.
func bare(words string) string { return strings.Trim(shown(words), "“”") }
