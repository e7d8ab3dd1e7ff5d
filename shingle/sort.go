package shingle

import (
	"math/bits"
	"slices"
)

// sortByHash sorts values by well mixed hashes, and as compare says where these are equal: it deals them out by the highest bits of their
// hashes, a few to a place, and then sorts what shares a place.
func sortByHash[T any](values []T, hash func(T) uint64, compare func(a, b T) int) {
	const few, many = 32, 1024
	if len(values) <= few {
		slices.SortFunc(values, compare)
		return
	}
	width := min(bits.Len(uint(len(values))), 20)
	var fewPlaces [many]int32
	var fewValues [many]T
	places, dealt := fewPlaces[:], fewValues[:]
	if len(values) >= many {
		places, dealt = make([]int32, 1<<width), make([]T, len(values))
	}
	places, dealt = places[:1<<width], dealt[:len(values)]
	shift := 64 - width
	for _, v := range values {
		places[hash(v)>>shift]++
	}
	end := int32(0)
	for i, n := range places {
		end += n
		places[i] = end
	}
	for _, v := range values {
		place := &places[hash(v)>>shift]
		*place--
		dealt[*place] = v
	}
	copy(values, dealt)
	for i, start := range places {
		end := int32(len(values))
		if i+1 < len(places) {
			end = places[i+1]
		}
		if end-start > 1 {
			slices.SortFunc(values[start:end], compare)
		}
	}
}
