// Command samestory finds copied and syndicated news: articles go in; out come the stories they tell, who copied whom, how
// closely, and which passages prove it.
//
// It exits with 0 when all is done, 1 on wrong usage or when nothing could be read, 2 when it is done but some records could
// not be used, and 130 when it was interrupted.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// Whoever interrupts a second time does not want to wait for the clean end.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
