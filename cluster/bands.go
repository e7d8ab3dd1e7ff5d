package cluster

import (
	"fmt"
	"math"
)

// Bands is how a signature is cut for LSH: Count bands of Rows slots each. Two articles become candidates if all slots of
// one band are equal.
type Bands struct {
	Count, Rows int
}

// ChooseBands returns the bands with the most rows (so the fewest false candidates) that use at most slots slots and lose at most
// the share misses of the pairs whose resemblance is exactly threshold; pairs above it are lost less often. Where even
// one row a band loses more, it returns slots bands of one row. threshold and misses lie between 0 and 1, both excluded.
func ChooseBands(slots int, threshold, misses float64) (Bands, error) {
	if slots < 1 || !(threshold > 0 && threshold < 1) || !(misses > 0 && misses < 1) {
		return Bands{}, fmt.Errorf("cluster: cannot choose bands for %d slots, threshold %v, misses %v", slots, threshold, misses)
	}
	for rows := slots; rows > 1; rows-- {
		b := Bands{Count: slots / rows, Rows: rows}
		if 1-b.Probability(threshold) <= misses {
			return b, nil
		}
	}
	return Bands{Count: slots, Rows: 1}, nil
}

// Probability returns how likely two articles of resemblance j, 0 to 1, become candidates: 1-(1-j^rows)^count.
func (b Bands) Probability(j float64) float64 {
	return 1 - math.Pow(1-math.Pow(j, float64(b.Rows)), float64(b.Count))
}

// Validate reports whether the bands fit a signature of so many slots.
func (b Bands) Validate(slots int) error {
	if b.Count < 1 || b.Rows < 1 || b.Count > slots/b.Rows {
		return fmt.Errorf("cluster: %d bands of %d rows do not fit %d slots", b.Count, b.Rows, slots)
	}
	return nil
}

// Keys appends one bucket key for each band of the signature to dst. The signature has at least Count*Rows slots, or none: that
// of an article without shingles, which is in no bucket.
func (b Bands) Keys(dst, signature []uint64) []uint64 {
	if len(signature) == 0 {
		return dst
	}
	for band := range b.Count {
		h := mix(uint64(band) + 1)
		for _, slot := range signature[band*b.Rows : (band+1)*b.Rows] {
			h = mix(h ^ slot)
		}
		dst = append(dst, h)
	}
	return dst
}

// mix is the finaliser of splitmix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
