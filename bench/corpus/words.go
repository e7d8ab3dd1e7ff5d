package corpus

// class is a part of speech, as far as it decides what follows.
type class uint8

const (
	determiner class = iota
	preposition
	conjunction
	pronoun
	auxiliary
	functionAdverb
	noun
	adjective
	verb
	adverb
	infinitive // to and the base of a verb
	name
	number
	day // a day of the week, a month, last year
	classes
)

// functionWords are the words that hold English together, by class, each with how often it comes in ten thousand words of news, roughly.
var functionWords = map[class]string{
	determiner: "the 600 a 230 U.S. 14 his 45 its 40 this 38 an 34 their 30 her 20 more 18 some 15 all 15 no 12 other 12 that 10 these 10 " +
		"our 9 those 9 my 8 any 8 many 8 another 6 each 6 such 6 both 5 several 5 every 4 much 4 most 8 few 3 own 3 same 4 " +
		"what 6 your 5",
	preposition: "of 270 in 225 for 95 to 90 on 85 with 72 at 62 by 60 as 55 from 50 after 22 about 20 over 14 into 12 against 12 " +
		"under 8 between 8 during 8 before 8 since 8 through 8 among 6 around 6 without 5 until 4 like 7 across 3 near 3 " +
		"amid 3 despite 3 per 3 within 3 toward 2 behind 2 above 2",
	conjunction: "and 235 that 80 but 42 who 28 or 25 which 25 as 20 when 18 than 18 if 14 while 10 because 9 where 8 although 3 " +
		"though 3 whether 3 whose 2 nor 1",
	pronoun: "it 70 it's 9 that's 5 I'm 3 he's 3 we're 3 they're 2 he 50 they 30 we 22 i 22 she 18 there 15 you 12 " +
		"them 10 him 8 one 8 us 4 me 4 those 3 this 5",
	auxiliary: "is 95 was 75 has 48 be 45 will 42 are 42 have 42 had 35 were 35 not 32 would 32 been 26 can 16 could 15 may 10 " +
		"should 8 being 7 did 6 must 4 does 4 do 8 might 3 didn't 5 don't 5 can't 3 won't 3 wasn't 2 isn't 2",
	functionAdverb: "also 15 up 14 out 13 only 11 now 10 just 9 then 8 even 8 so 8 still 7 down 7 well 7 later 5 off 5 very 4 again 4 " +
		"here 4 too 4 already 4 ever 2 away 3 often 2 never 3 always 2 almost 2 together 2 however 3",
}

// days follow a preposition of their own.
var days = []string{
	"on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday", "on Sunday", "in January", "in February",
	"in March", "in April", "in May", "in June", "in July", "in August", "in September", "in October", "in November", "in December",
	"last week", "this week", "last year", "this year", "next year", "last month", "this month",
}

// follows says how often one class comes after another. The row of classes is that of the beginning of a sentence.
var follows = [classes + 1]map[class]float64{
	determiner:  {noun: 60, adjective: 33, number: 5, name: 2},
	preposition: {determiner: 46, noun: 16, adjective: 13, name: 15, number: 7, pronoun: 3},
	conjunction: {determiner: 30, pronoun: 20, noun: 12, adjective: 9, verb: 10, name: 9, auxiliary: 5, functionAdverb: 3, adverb: 2},
	pronoun:     {auxiliary: 38, verb: 50, functionAdverb: 7, adverb: 5},
	auxiliary: {
		verb: 42, determiner: 12, functionAdverb: 8, adverb: 7, adjective: 9, auxiliary: 12, preposition: 6, number: 2, infinitive: 2,
	},
	functionAdverb: {verb: 30, determiner: 17, preposition: 20, adjective: 15, conjunction: 8, number: 4, infinitive: 6},
	noun: {
		preposition: 37, verb: 12, auxiliary: 11, noun: 11, conjunction: 14, infinitive: 6, functionAdverb: 3, day: 2, name: 2, adverb: 2,
	},
	adjective: {noun: 84, adjective: 7, preposition: 4, conjunction: 3, infinitive: 2},
	verb: {
		determiner: 31, preposition: 22, conjunction: 10, infinitive: 6, adjective: 8, noun: 8, name: 5, functionAdverb: 4, number: 4,
		adverb: 2,
	},
	adverb:     {verb: 32, adjective: 18, determiner: 18, preposition: 17, conjunction: 9, number: 6},
	infinitive: {determiner: 40, noun: 14, adjective: 12, preposition: 15, name: 6, pronoun: 5, conjunction: 4, functionAdverb: 4},
	name: {
		verb: 24, auxiliary: 18, preposition: 19, noun: 14, conjunction: 14, infinitive: 2, functionAdverb: 3, day: 2, adjective: 4,
	},
	number:  {noun: 72, preposition: 15, conjunction: 6, verb: 4, adjective: 3},
	day:     {preposition: 30, conjunction: 26, determiner: 24, verb: 10, infinitive: 10},
	classes: {determiner: 40, name: 20, pronoun: 16, preposition: 8, noun: 5, adjective: 3, conjunction: 3, functionAdverb: 3, number: 2},
}

// The parts that words are made of. A syllable is an onset and a vowel; a word ends in a coda or in an ending.
var (
	onsets = []string{
		"b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "b", "c", "d", "l", "m", "n", "p", "r", "s", "t",
		"br", "ch", "cl", "cr", "dr", "fl", "gr", "pl", "pr", "qu", "sh", "sp", "st", "th", "tr", "",
	}
	vowels = []string{"a", "e", "i", "o", "u", "a", "e", "i", "o", "a", "e", "ea", "ou"}
	middle = []string{"", "", "", "", "", "n", "r", "l", "s"}
	codas  = []string{"", "l", "m", "n", "n", "r", "r", "s", "t", "t", "d", "k", "nd", "nt", "st", "ck"}
)

// accents are in some names.
var accents = []string{"é", "ü", "ö", "á", "ñ", "ø", "ç", "í"}

var firstNames = []string{"a", "o", "e", "in", "ia", "el", "an", "us", "ine", "ara"}

var (
	adjectiveEnds = []string{"al", "ous", "ive", "ic", "y", "ent", "", "", "", ""}
	nounEnds      = []string{"tion", "ment", "er", "ity", "", "", "", "", "", "", ""}
	placeEnds     = []string{"ton", "burg", "ia", "ford", "land", "", "", "", ""}
	houseEnds     = []string{"corp", "tech", "bank", "works", "air", "media", "oil", "group", "lab"}
)

// agencies write what others print.
var agencies = []struct{ name, site string }{
	{"Reuters", "reuters.com"},
	{"AP", "apnews.com"},
	{"AFP", "afp.com"},
	{"dpa", "dpa.com"},
	{"Xinhua", "xinhuanet.com"},
	{"Bloomberg", "bloomberg.com"},
	{"PTI", "ptinews.com"},
	{"ANSA", "ansa.it"},
}

// outletKinds make names of outlets.
var outletKinds = []string{
	"post", "times", "herald", "news", "daily", "gazette", "tribune", "online", "today", "chronicle", "journal", "mail",
}
