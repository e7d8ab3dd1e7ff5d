// Package furniture tells page furniture from the body of an article: navigation, sharing lines, newsletter boxes, cookie
// notices, captions of galleries, comments, "Most Popular", "Source link". It stands around the text of scraped pages, makes
// unlike articles alike and hides copies.
//
// Furniture is told by paragraph. Some paragraphs are known ([Known]: a list of phrases in phrases.txt, and lines of program text). Most
// are learnt from the batch itself ([Learner]): a paragraph that recurs in articles that have nothing else in common.
//
// All may be used by many goroutines at once. Known and Learned allocate nothing once the list is read.
package furniture
