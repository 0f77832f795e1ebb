package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"strings"
	"syscall"
)

// A badStatus error is an answer that is not the page.
type badStatus struct{ code int }

func (b *badStatus) Error() string { return fmt.Sprintf("status %d", b.code) }

// tooManyRedirects is returned after so many.
type tooManyRedirects struct{ limit int }

func (t *tooManyRedirects) Error() string {
	return fmt.Sprintf("it leads on and on, through more than %d redirects", t.limit)
}

// A badRedirect error is about an address that is not followed.
type badRedirect struct{ to, why string }

func (b *badRedirect) Error() string { return "it leads to " + shown(b.to) + ", " + b.why }

// answerWords are about what the site answered.
func answerWords(_ string, err error) (what, advice string) {
	var status *badStatus
	var kind *badKind
	var private *privateAddress
	switch {
	case errors.As(err, &status):
		return statusWords(status.code)
	case errors.As(err, &kind):
		return kind.Error(), "give the address of the page that it belongs to"
	case errors.As(err, &private):
		return private.Error(), "if you mean it, give that address itself"
	case isAboutRedirects(err):
		return err.Error(), "if you trust that address, give it itself"
	case errors.Is(err, errEmpty), errors.Is(err, errCompressed):
		return err.Error(), adviceSave
	case errors.Is(err, errUnpack):
		return errUnpack.Error(), adviceLater
	}
	return "", ""
}

// statusWords are about a status of HTTP.
func statusWords(code int) (what, advice string) {
	what, advice = "the site does not show it", adviceSave
	switch {
	case code == http.StatusUnauthorized:
		what = "the site asks for a login"
	case code == http.StatusPaymentRequired:
		what = "it is behind a paywall"
	case code == http.StatusForbidden:
		what = "the site refuses to give it to Galley"
	case code == http.StatusNotFound:
		what, advice = "there is no such page", adviceSpelt
	case code == http.StatusGone:
		what, advice = "the page was removed", "look for a copy in a web archive"
	case code == http.StatusTooManyRequests:
		what, advice = "the site takes no more requests now", adviceLater
	case code == http.StatusUnavailableForLegalReasons:
		what, advice = "it is withheld for legal reasons", "look for a copy in a web archive"
	case code >= http.StatusInternalServerError:
		what, advice = "the site is in trouble", adviceLater
	}
	return what + " (" + strings.TrimSpace(fmt.Sprint(code, " ", http.StatusText(code))) + ")", advice
}

// certificateWords are about connections that are not protected as they
// should be.
func certificateWords(host string, err error) (what, advice string) {
	var unknown x509.UnknownAuthorityError
	var other x509.HostnameError
	var invalid x509.CertificateInvalidError
	var roots x509.SystemRootsError
	var whole *tls.CertificateVerificationError
	var plain tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &roots):
		return "this computer has no list of trusted certificates", "install one (on Debian: ca-certificates)"
	case errors.As(err, &unknown):
		return "nobody known vouches for the certificate of " + host + ", so another may stand in its place", adviceSave
	case errors.As(err, &other):
		return "the certificate at " + host + " is that of another site", adviceSpelt
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the certificate of " + host + " has expired or is not valid yet", "check the clock of this computer, or " + adviceLater
	case errors.As(err, &whole), errors.As(err, &invalid):
		return "the certificate of " + host + " is not valid", adviceSave
	case errors.As(err, &plain):
		return host + " does not speak https", "try the address with http://"
	case errors.As(err, &alert):
		return host + " agrees to no protected connection (" + bare(alert.Error()) + ")", adviceSave
	}
	return "", ""
}

// networkWords are about the way to the site.
func networkWords(host string, err error) (what, advice string) {
	const online = "check that you are online"
	var name *net.DNSError
	var network net.Error
	switch {
	case errors.As(err, &name) && name.IsNotFound:
		return "there is no site of the name " + bare(name.Name), adviceSpelt + ", and that you are online"
	case errors.As(err, &name):
		return "the name " + bare(name.Name) + " could not be looked up", online
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing answers at " + host, adviceSpelt + ", or " + adviceLater
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return host + " cannot be reached", online
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the site broke the connection off", adviceLater
	case errors.As(err, &network) && network.Timeout():
		return host + " did not answer in time", adviceLater
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the site broke off before the end", adviceLater
	case isMalformed(err):
		return "the site's answer cannot be understood (" + bare(err.Error()) + ")", adviceSave
	}
	return "", ""
}

// isMalformed reports whether err is about an answer that is no HTTP. The
// errors of net/http for that have no type.
func isMalformed(err error) bool {
	var protocol textproto.ProtocolError
	if errors.As(err, &protocol) {
		return true
	}
	for _, words := range []string{"malformed", "headers exceeded", "connection broken", "chunk", "transfer encoding", "HTTP/2"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}
