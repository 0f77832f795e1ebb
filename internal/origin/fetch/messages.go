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

// responseMessage is message for responses of the site.
func responseMessage(_ string, err error) (what, advice string) {
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		return refused.what, refused.advice
	case errors.Is(err, errEmpty), errors.Is(err, errCompressed):
		return err.Error(), adviceSave
	case errors.Is(err, errCorrupt):
		return errCorrupt.Error(), adviceLater
	}
	return "", ""
}

// statusMessage is message for a status of HTTP.
func statusMessage(code int) (what, advice string) {
	what, advice = "the site did not send the page", adviceSave
	switch {
	case code == http.StatusUnauthorized:
		what = "the site asks for a login"
	case code == http.StatusPaymentRequired:
		what = "it is behind a paywall"
	case code == http.StatusForbidden:
		what = "the site refuses to send it to Galley"
	case code == http.StatusNotFound:
		what, advice = "there is no such page", adviceSpelling
	case code == http.StatusGone:
		what, advice = "the page was removed", "look for a copy in a web archive"
	case code == http.StatusTooManyRequests:
		what, advice = "the site is refusing requests for now", adviceLater
	case code == http.StatusUnavailableForLegalReasons:
		what, advice = "it is withheld for legal reasons", "look for a copy in a web archive"
	case code >= http.StatusInternalServerError:
		what, advice = "the site reports an error", adviceLater
	}
	return what + " (" + strings.TrimSpace(fmt.Sprint(code, " ", http.StatusText(code))) + ")", advice
}

// certificateMessage is message for certificates and encryption.
func certificateMessage(host string, err error) (what, advice string) {
	var unknown x509.UnknownAuthorityError
	var other x509.HostnameError
	var invalid x509.CertificateInvalidError
	var roots x509.SystemRootsError
	var verification *tls.CertificateVerificationError
	var plain tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &roots):
		return "this computer has no list of trusted certificates", "install one (on Debian: ca-certificates)"
	case errors.As(err, &unknown):
		return "the certificate of " + host + " is signed by an unknown authority, so it may be another site", adviceSave
	case errors.As(err, &other):
		return "the certificate at " + host + " belongs to another site", adviceSpelling
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the certificate of " + host + " has expired or is not valid yet", "check the clock of this computer, or " + adviceLater
	case errors.As(err, &verification), errors.As(err, &invalid):
		return "the certificate of " + host + " is not valid", adviceSave
	case errors.As(err, &plain):
		return host + " does not speak https", "try the address with http://"
	case errors.As(err, &alert):
		return host + " refuses an encrypted connection (" + bare(alert.Error()) + ")", adviceSave
	}
	return "", ""
}

// networkMessage is message for the connection to the site.
func networkMessage(host string, err error) (what, advice string) {
	const online = "check that you are online"
	var name *net.DNSError
	var network net.Error
	switch {
	case errors.As(err, &name) && name.IsNotFound:
		return "there is no site named " + bare(name.Name), adviceSpelling + ", and that you are online"
	case errors.As(err, &name):
		return "the name " + bare(name.Name) + " could not be looked up", online
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing answers at " + host, adviceSpelling + ", or " + adviceLater
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return host + " cannot be reached", online
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the site closed the connection", adviceLater
	case errors.As(err, &network) && network.Timeout():
		return host + " did not answer in time", adviceLater
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the site closed the connection before the end", adviceLater
	case isMalformed(err):
		return "the site's answer cannot be understood (" + bare(err.Error()) + ")", adviceSave
	}
	return "", ""
}

// isMalformed reports whether err is about a response that is not valid HTTP. The
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
