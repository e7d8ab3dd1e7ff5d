package warc

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// MaxDictionary is the largest dictionary that is read, in bytes, compressed and not.
const MaxDictionary = 8 << 20

// The magic numbers of Zstandard (RFC 8878), and of the frame that holds a dictionary.
const (
	dictionaryFrame = 0x184D2A5D
	dictionaryMagic = 0xEC30A437
)

// Dictionary takes the dictionary off the beginning of a Zstandard archive (.warc.zst): a frame to be skipped, of the number
// 0x184D2A5D, that holds a dictionary or a compressed one (IIPC, Zstandard Compression for WARC Files 1.0). It is for
// zstd.WithDecoderDicts. Where there is none it returns nil and takes nothing; a frame of that number in which no dictionary is
// found is left to the decompressor, which skips it.
func Dictionary(r *bufio.Reader) ([]byte, error) {
	head, _ := r.Peek(12)
	if len(head) < 12 || binary.LittleEndian.Uint32(head) != dictionaryFrame {
		return nil, nil
	}
	size, magic := binary.LittleEndian.Uint32(head[4:]), binary.LittleEndian.Uint32(head[8:])
	compressed := string(head[8:]) == "\x28\xb5\x2f\xfd"
	if magic != dictionaryMagic && !compressed {
		return nil, nil
	}
	if size > MaxDictionary {
		return nil, fmt.Errorf("%w: dictionary of %d bytes", ErrTooLong, size)
	}
	r.Discard(8)
	frame := make([]byte, size)
	if _, err := io.ReadFull(r, frame); err != nil {
		return nil, unexpected(err)
	}
	if !compressed {
		return frame, nil
	}
	return unpack(frame)
}

func unpack(frame []byte) ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxDictionary),
		zstd.WithDecoderMaxWindow(MaxDictionary))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	dictionary, err := d.DecodeAll(frame, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: dictionary: %w", ErrFormat, err)
	}
	return dictionary, nil
}
