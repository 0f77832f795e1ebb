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
	"slices"
	"strings"
	"syscall"
)

// responseMessage returns what failed and what to do for responses from the site.
func responseMessage(_ string, err error) (what, advice string) {
	refused, isRefusal := errors.AsType[*refusal](err)
	switch {
	case isRefusal:
		return refused.what, refused.advice
	case errors.Is(err, errEmpty), errors.Is(err, errCompressed):
		return err.Error(), adviceSave
	case errors.Is(err, errCorrupt):
		return errCorrupt.Error(), adviceLater
	}
	return "", ""
}

// statusMessage returns what failed and what to do for an HTTP status.
func statusMessage(code int) (what, advice string) {
	const adviceArchive = "look for a copy in a web archive"
	messages := map[int][2]string{
		http.StatusUnauthorized:               {"the site asks for a login", adviceSave},
		http.StatusPaymentRequired:            {"it is behind a paywall", adviceSave},
		http.StatusForbidden:                  {"the site refuses to send it to Galley", adviceSave},
		http.StatusNotFound:                   {"there is no such page", adviceSpelling},
		http.StatusGone:                       {"the page was removed", adviceArchive},
		http.StatusTooManyRequests:            {"the site is refusing requests for now", adviceLater},
		http.StatusUnavailableForLegalReasons: {"it is withheld for legal reasons", adviceArchive},
	}
	m, known := messages[code]
	switch {
	case known:
	case code >= http.StatusInternalServerError:
		m = [2]string{"the site reports an error", adviceLater}
	default:
		m = [2]string{"the site did not send the page", adviceSave}
	}
	return m[0] + " (" + strings.TrimSpace(fmt.Sprint(code, " ", http.StatusText(code))) + ")", m[1]
}

// isA reports whether err or one of its causes is a T.
func isA[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}

// certificateMessage returns what failed and what to do for certificates and
// encryption.
func certificateMessage(host string, err error) (what, advice string) {
	invalid, isInvalid := errors.AsType[x509.CertificateInvalidError](err)
	alert, isAlert := errors.AsType[tls.AlertError](err)
	switch {
	case isA[x509.SystemRootsError](err):
		return "this computer has no list of trusted certificates", "install one (on Debian: ca-certificates)"
	case isA[x509.UnknownAuthorityError](err):
		return "the certificate of " + host + " is signed by an unknown authority, so it may be another site", adviceSave
	case isA[x509.HostnameError](err):
		return "the certificate at " + host + " belongs to another site", adviceSpelling
	case isInvalid && invalid.Reason == x509.Expired:
		return "the certificate of " + host + " has expired or is not valid yet", "check the clock of this computer, or " + adviceLater
	case isA[*tls.CertificateVerificationError](err), isInvalid:
		return "the certificate of " + host + " is not valid", adviceSave
	case isA[tls.RecordHeaderError](err):
		return host + " does not speak https", "try the address with http://"
	case isAlert:
		return host + " refuses an encrypted connection (" + bare(alert.Error()) + ")", adviceSave
	}
	return "", ""
}

// networkMessage returns what failed and what to do for the connection to the
// site.
func networkMessage(host string, err error) (what, advice string) {
	const online = "check that you are online"
	name, isName := errors.AsType[*net.DNSError](err)
	network, isNetwork := errors.AsType[net.Error](err)
	switch {
	case isName && name.IsNotFound:
		return "there is no site named " + bare(name.Name), adviceSpelling + ", and that you are online"
	case isName:
		return "the name " + bare(name.Name) + " could not be looked up", online
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing answers at " + host, adviceSpelling + ", or " + adviceLater
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return host + " cannot be reached", online
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the site closed the connection", adviceLater
	case isNetwork && network.Timeout():
		return host + " did not answer in time", adviceLater
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the site closed the connection before the end", adviceLater
	case isMalformed(err):
		return "the site's answer cannot be understood (" + bare(err.Error()) + ")", adviceSave
	}
	return "", ""
}

// isMalformed reports whether err is about a response that is not valid HTTP, for
// which net/http has no error type.
func isMalformed(err error) bool {
	words := []string{"malformed", "headers exceeded", "connection broken", "chunk", "transfer encoding", "HTTP/2"}
	return isA[textproto.ProtocolError](err) ||
		slices.ContainsFunc(words, func(w string) bool { return strings.Contains(err.Error(), w) })
}
