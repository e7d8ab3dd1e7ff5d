// Command samestory finds copied and syndicated news: articles go in; out come the stories they tell, who copied whom, how
// closely, and which passages prove it.
//
// It exits with 0 when all is done, 1 on wrong usage or when nothing could be read, 2 when it is done but some records could
// not be used, 130 when it was interrupted, and 143 when it was told to end by SIGTERM; watch, which has no other end, exits with 0 then.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// gcPercent is how much garbage there may be beside what is in use, in percent, where GOGC says nothing: a run over many articles is
// short of memory sooner than of time, and a collection costs little as most of what is in use is without pointers.
const gcPercent = 30

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	ctx, end := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		s := <-signals
		// Whoever sends a second one does not want to wait for the clean end.
		signal.Reset(os.Interrupt, syscall.SIGTERM)
		if s == syscall.SIGTERM {
			end(errTerminated)
		}
		end(nil)
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// errTerminated is why a run ends that was told to by whoever manages services.
var errTerminated = errors.New("terminated")

// terminated reports whether a run ends for that reason.
func terminated(ctx context.Context) bool { return errors.Is(context.Cause(ctx), errTerminated) }
