package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"

	"github.com/spf13/cobra"
)

// profiles are what --cpuprofile and --memprofile ask for: where a run spends its time and memory, for go tool pprof.
type profiles struct {
	cpuPath, memPath string
	cpu              *os.File
}

func (p *profiles) add(cmd *cobra.Command) {
	cmd.PersistentFlags().StringVar(&p.cpuPath, "cpuprofile", "", "write to this `FILE` where the time goes, for go tool pprof")
	cmd.PersistentFlags().StringVar(&p.memPath, "memprofile", "", "write to this `FILE` what memory is used for, for go tool pprof")
}

func (p *profiles) start() error {
	if p.cpuPath == "" {
		return nil
	}
	file, err := os.Create(p.cpuPath)
	if err != nil {
		return fmt.Errorf("--cpuprofile: %w", err)
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return fmt.Errorf("--cpuprofile: %w", errors.Join(err, file.Close()))
	}
	p.cpu = file
	return nil
}

// end writes the profiles, also of a run that failed.
func (p *profiles) end() error {
	var err error
	if p.cpu != nil {
		pprof.StopCPUProfile()
		err = p.cpu.Close()
		p.cpu = nil
	}
	if p.memPath == "" {
		return err
	}
	file, memErr := os.Create(p.memPath)
	if memErr != nil {
		return errors.Join(err, fmt.Errorf("--memprofile: %w", memErr))
	}
	runtime.GC() // or what is garbage by now would count
	return errors.Join(err, pprof.WriteHeapProfile(file), file.Close())
}
