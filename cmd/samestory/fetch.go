package main

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory/watch"
)

// fetchFlags say how servers are asked.
type fetchFlags struct {
	wanted        bool
	contact       string
	timeout, pace time.Duration
	size          number
}

func (f *fetchFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.contact, "contact", "", "tell servers this `ADDRESS`, of a page or for mail, of whoever runs this")
	flags.DurationVar(&f.timeout, "timeout", watch.DefaultWhole, "the longest time of one request")
	flags.DurationVar(&f.pace, "pace", watch.DefaultPace, "the least time between two requests to one host")
	f.size = number{least: 1, most: 1 << 20}
	flags.Var(&f.size, "max-size", "the largest feed, in MiB (default 32)")
}

// addSwitch gives cmd the flags, and one without which nothing is fetched.
func (f *fetchFlags) addSwitch(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.wanted, "fetch", false, "fetch the feeds that lists of feeds (OPML) name; nothing is fetched else")
	f.add(cmd)
}

// start has a run fetch what the input names, until end.
func (f *fetchFlags) start(run *runFlags) (end func(), err error) {
	opts, err := f.options()
	if err != nil || !f.wanted {
		return func() {}, err
	}
	fetcher := watch.NewFetcher(opts)
	run.fetch = fetcher.Open
	return fetcher.Close, nil
}

// options returns the flags as fetchers take them.
func (f *fetchFlags) options() (*watch.FetchOptions, error) {
	if f.timeout <= 0 || f.pace < 0 {
		return nil, errors.New("--timeout and --pace must not be negative, and --timeout not 0")
	}
	agent, err := userAgent(f.contact)
	if err != nil {
		return nil, err
	}
	o := &watch.FetchOptions{
		UserAgent: agent, Whole: f.timeout, Pace: f.pace, MaxBytes: int64(f.size.value) << 20, Proxy: http.ProxyFromEnvironment,
	}
	o.Connect, o.Header = min(watch.DefaultConnect, f.timeout), min(watch.DefaultHeader, f.timeout)
	if f.pace == 0 {
		o.Pace = -1
	}
	return o, nil
}

// userAgent returns what servers are told of who asks.
func userAgent(contact string) (string, error) {
	agent := "samestory"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		agent += "/" + strings.Trim(info.Main.Version, "()")
	}
	if contact == "" {
		return agent, nil
	}
	for _, r := range contact {
		if r <= ' ' || r > '~' || r == '(' || r == ')' || r == '\\' {
			return "", fmt.Errorf("--contact: %q is no address", contact)
		}
	}
	return agent + " (+" + contact + ")", nil
}
