package watch

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Why a document could not be fetched; match with errors.Is.
var (
	// ErrAddress is an address that is neither http nor https.
	ErrAddress = errors.New("watch: no address on the web")
	// ErrEncoding is a body in an encoding that was not asked for, such as Brotli.
	ErrEncoding = errors.New("watch: unknown content encoding")
	// ErrPrivate is a redirect from a public server to a private address.
	ErrPrivate = errors.New("watch: a public server leads to a private address")
	// ErrRedirects is a chain of redirects that is too long, or one that leads nowhere.
	ErrRedirects = errors.New("watch: bad redirect")
	// ErrTooLarge is a document larger than FetchOptions.MaxBytes.
	ErrTooLarge = errors.New("watch: document too large")
	// ErrTooSlow is a server that did not answer, or not to the end, within the times of FetchOptions.
	ErrTooSlow = errors.New("watch: server too slow")
)

// StatusError is an answer of a server that is no document.
type StatusError struct {
	// Status is the code, such as 404.
	Status int
	// Retry is how long the server asks to be left alone, 0 if it does not say; at most a day.
	Retry time.Duration
}

// Error returns the code with its meaning.
func (e *StatusError) Error() string {
	text := fmt.Sprintf("watch: status %d", e.Status)
	if meaning := http.StatusText(e.Status); meaning != "" {
		text += " " + meaning
	}
	if e.Retry > 0 {
		text += fmt.Sprintf(", asks to wait %v", e.Retry)
	}
	return text
}

// QuietError means that a host was not asked, as it wants to be left alone, or did not answer several times.
type QuietError struct {
	Host  string
	Until time.Time
}

// Error names the host and the time.
func (e *QuietError) Error() string {
	return fmt.Sprintf("watch: %s is left alone until %s", e.Host, e.Until.UTC().Format(time.RFC3339))
}

// maxRetry bounds Retry-After: a typing error there must not silence a feed for good.
const maxRetry = 24 * time.Hour

func newStatusError(answer *http.Response, now time.Time) *StatusError {
	return &StatusError{Status: answer.StatusCode, Retry: retryAfter(answer.Header.Get("Retry-After"), now)}
}

// retryAfter reads the field of that name, seconds or a date; what is past or no time is 0.
func retryAfter(field string, now time.Time) time.Duration {
	field = strings.TrimSpace(field)
	wait := seconds(field)
	if at, err := http.ParseTime(field); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), maxRetry).Round(time.Second)
}

// maxAge reads how long an answer is current from the field Cache-Control.
func maxAge(field string) time.Duration {
	age := time.Duration(0)
	for directive := range strings.SplitSeq(strings.ToLower(field), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			age = max(seconds(strings.Trim(value, `"`)), 0)
		}
	}
	return age
}

// seconds reads a number of seconds without overflow; what is none is -1.
func seconds(text string) time.Duration {
	n, err := strconv.ParseUint(text, 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		n, err = 1<<63, nil
	}
	if err != nil {
		return -1
	}
	const most = 1 << 33 // within what a Duration holds
	return time.Duration(min(n, most)) * time.Second
}
