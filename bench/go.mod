module github.com/samestory/samestory/bench

go 1.26.0

require (
	github.com/ekzhu/minhash-lsh v0.0.0-20171225071031-5c06ee8586a1
	github.com/goccy/go-json v0.12.0
	github.com/samestory/samestory v0.0.0
)

require (
	github.com/blevesearch/snowballstem v0.9.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/dgryski/go-minhash v0.0.0-20170608043002-7fe510aff544 // indirect
	github.com/spaolacci/murmur3 v1.1.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/samestory/samestory => ../
