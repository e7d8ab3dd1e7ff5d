package wire_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/wire"
)

// filler makes a text long enough that what stands in its middle is neither head nor tail.
const filler = "\nThe harbour of Varnholm was closed for the night after a crane fell across the quay, the port master wrote in a note " +
	"to shipping companies.\n" +
	"Nobody was hurt, but two ferries had to turn back, and lorries waited on the ring road until the morning, when the first lane was " +
	"opened again.\n" +
	"The owner of the crane, which had been inspected in spring, promised to pay for the damage and asked for patience while engineers look " +
	"into the cause.\n" +
	"Residents of the quarter had complained about the noise of the works for months, and the council will speak about them in its next " +
	"meeting.\n"

// body is the same in another voice, for texts whose tail matters.
const body = "The harbour of Varnholm stayed closed for a second day while engineers cut up the crane that fell across the quay on " +
	"Monday night."

// found renders credits in the short form that the tables use: "Agency how" parted by commas.
func found(credits []wire.Credit) string {
	var s []string
	for _, c := range credits {
		s = append(s, c.Agency+" "+string(c.How))
	}
	return strings.Join(s, ", ")
}

// checkRanges fails t unless each credit's range is what it claims.
func checkRanges(t *testing.T, a article.Article, credits []wire.Credit) {
	t.Helper()
	fields := map[wire.Where]string{
		wire.InText: a.Text, wire.InByline: a.Byline, wire.InOutlet: a.Outlet,
		wire.InTitle: a.Title, wire.InURL: a.URL,
		wire.InProvider: a.Provider, wire.InCanonical: a.Canonical, wire.InCredit: a.Credit,
	}
	seen, last := map[string]bool{}, 0
	for _, c := range credits {
		f := fields[c.In]
		if c.Start < 0 || c.End > len(f) || c.Start >= c.End || f[c.Start:c.End] != c.Text {
			t.Errorf("range [%d:%d] of a field of %d bytes is not %q", c.Start, c.End, len(f), c.Text)
		}
		if c.In == wire.InText {
			if c.Start < last {
				t.Errorf("%q at %d stands before %d: out of order", c.Text, c.Start, last)
			}
			last = c.Start
		}
		key := fmt.Sprint(c.Agency, c.How, c.In)
		if seen[key] {
			t.Errorf("%s %s is reported twice", c.Agency, c.How)
		}
		seen[key] = true
	}
}

func testTexts(t *testing.T, tests [][2]string, wrap func(string) string) {
	t.Helper()
	r := newReader(t)
	for _, test := range tests {
		a := article.Article{Text: wrap(test[0])}
		got := r.Credits(a)
		if found(got) != test[1] {
			t.Errorf("%q:\n got %q\nwant %q", test[0], found(got), test[1])
		}
		checkRanges(t, a, got)
	}
}

func TestDatelines(t *testing.T) {
	tests := [][2]string{
		{"WASHINGTON (Reuters) - The Senate", "Reuters dateline"},
		{"TURNBERRY/GLASGOW, Scotland (Reuters) - The guest", "Reuters dateline"},
		{"NEW YORK, May 30 (Reuters) - A court", "Reuters dateline"},
		{"Washington/Moscow (Reuters)-U.S. officials", "Reuters dateline"},
		{"(Reuters) - A harbour", "Reuters dateline"},
		{"PARIS, 12 déc (AFP) - Le port", "AFP dateline"},
		{"Paris, 12 déc 2018 (AFP) – Le port", "AFP dateline"},
		{"Paris (AFP) – The port", "AFP dateline"},
		{"OSLO, Norway (AP) — The port", "Associated Press dateline"},
		{"OSLO (AP) _ The port", "Associated Press dateline"},
		{"(AP) — The port", "Associated Press dateline"},
		{"Oslo (CNN)The port", "CNN dateline"},
		{"(CNN) -- The port", "CNN dateline"},
		{"(CNN Business) The port", "CNN dateline"},
		{"(Bloomberg) -- The port", "Bloomberg dateline"},
		{"July 15 (UPI) -- The port", "UPI dateline"},
		{"Kiel (dpa) - Der Hafen", "dpa dateline"},
		{"Kiel (dpa/lno) – Der Hafen", "dpa dateline"},
		{"KIEL dpa | Der Hafen von Varnholm blieb am Dienstag gesperrt, nachdem in der Nacht ein Kran umgestürzt war", "dpa dateline"},
		{"Wien (APA) - Der Hafen", "APA dateline"},
		{"Zürich (awp) - Der Hafen", "AFX dateline"},
		{"Bern (sda) - Der Hafen", "Keystone-SDA dateline"},
		{"Berlin (AFP) Der Hafen von Varnholm, in den am Montag ein Kran gestürzt war,", "AFP dateline"},
		{"Rom (KNA) Der Hafen", ""},
		{"MADRID, 15 Jul. (EUROPA PRESS) - El puerto", "Europa Press dateline"},
		{"Madrid, 15 jul (EFE).- El puerto", "EFE dateline"},
		{"Lisboa, 12 jul 2018 (Lusa) – O porto", "Lusa dateline"},
		{"(ANSA) - ROMA, 12 LUG - Il porto", "ANSA dateline"},
		{"ROMA (askanews) - Il porto", "Askanews dateline"},
		{"København /ritzau/ - Havnen", "Ritzau dateline"},
		{"Oslo (NTB): Havnen", "NTB dateline"},
		{"Helsinki (STT) - Satama", "STT dateline"},
		{"Amsterdam (ANP) - De haven", "ANP dateline"},
		{"Praha (ČTK) - Přístav", "ČTK dateline"},
		{"Budapest, 2018. július 15. (MTI) - A kikötő", "MTI dateline"},
		{"Warszawa (PAP) - Port", "PAP dateline"},
		{"București, 15 iul /Agerpres/ - Portul", "Agerpres dateline"},
		{"BEOGRAD, 15. jula (Tanjug) - Luka", "Tanjug dateline"},
		{"MOSCOW, July 15. /TASS/. The port of Varnholm", "TASS dateline"},
		{"МОСКВА, 15 июля. /ТАСС/. Порт Варнхольма", "TASS dateline"},
		{"МОСКВА, 15 июл - РИА Новости. Порт Варнхольма закрыт второй день после падения крана на причал.", "RIA Novosti dateline"},
		{"МОСКВА, 15 июл — РИА Новости, Иван Иванов. Порт Варнхольма закрыт второй день после падения крана.", "RIA Novosti dateline"},
		{"Varnholm. (dpa) Der Hafen, in den am Montag in der Nacht ein alter Kran gestürzt war,", "dpa dateline"},
		{"Москва. 15 июля. ИНТЕРФАКС - Порт Варнхольма закрыт второй день после падения крана на причал.", "Interfax dateline"},
		{"KYIV. July 15 (Interfax-Ukraine) – The port", "Interfax-Ukraine dateline"},
		{"ANKARA (AA) - The port", "Anadolu dateline"},
		{"TEHRAN, July 15 (IRNA) – The port", "IRNA dateline"},
		{"دبي (رويترز) - أغلق الميناء", "Reuters dateline"},
		{"القاهرة - أ ف ب - أغلق ميناء فارنهولم لليوم الثاني بعد سقوط رافعة على الرصيف", "AFP dateline"},
		{"BEIJING, July 15 (Xinhua) -- The port", "Xinhua dateline"},
		{"新华社北京7月15日电 港口关闭", "Xinhua dateline"},
		{"（新华社北京7月15日电）港口关闭", "Xinhua dateline"},
		{"中新社北京7月15日电 港口关闭", "China News Service dateline"},
		{"［東京　１５日　ロイター］ - 港は閉鎖された", "Reuters dateline"},
		{"【ワシントン時事】港は閉鎖された", "Jiji dateline"},
		{"【ロンドン共同】港は閉鎖された", "Kyodo dateline"},
		{"【7月15日 AFP】港は閉鎖された", "AFP dateline"},
		{"(서울=연합뉴스) 홍길동 기자 = 항구가", "Yonhap dateline"},
		{"SEOUL, July 15 (Yonhap) -- The port", "Yonhap dateline"},
		{"New Delhi, Jul 15 (PTI) The port", "PTI dateline"},
		{"New Delhi [India], July 15 (ANI): The port", "ANI dateline"},
		{"KUALA LUMPUR, July 15 (Bernama) -- The port", "Bernama dateline"},
		{"Hanoi (VNA) – The port", "VNA dateline"},
		{"JAKARTA (ANTARA) - Pelabuhan", "Antara dateline"},
		{"OTTAWA - (Canadian Press) - The port", "Canadian Press dateline"},
		{"NEW YORK, Dec. 3, 2018 /PRNewswire/ -- The port", "PR Newswire dateline"},
		{"LONDON--(BUSINESS WIRE)--The port", "Business Wire dateline"},
		{"SAN DIEGO, Calif., Dec. 03, 2018 (GLOBE NEWSWIRE) -- The port", "GlobeNewswire dateline"},
		{"TORONTO, Dec. 3, 2018 /CNW/ - The port", "CNW dateline"},
		{"London (AP/Reuters) - The port", "Associated Press dateline, Reuters dateline"},
		{"Advertisement Share this OSLO (AP) — The port of Varnholm was closed for a second day on Tuesday", "Associated Press dateline"},
		{"JERUSALEM (JTA) — The port", "JTA dateline"},
	}
	testTexts(t, tests, func(s string) string {
		return "Port of Varnholm stays closed\n" + s + " was closed for a second day on Tuesday." + filler
	})
}

func TestBylines(t *testing.T) {
	tests := [][2]string{
		{"By Jane Doe and John Roe, Associated Press", "Associated Press byline"},
		{"By JANE DOE Associated Press", "Associated Press byline"},
		{"By The Associated Press", "Associated Press byline"},
		{"BY THE ASSOCIATED PRESS", "Associated Press byline"},
		{"By Jane Doe | Reuters", "Reuters byline"},
		{"By Jane Doe, AP White House Correspondent", "Associated Press byline"},
		{"By Jane Doe, CNN Supreme Court Reporter", "CNN byline"},
		{"Reuters Staff", "Reuters byline"},
		{"Reuters", "Reuters byline"},
		{"Associated Press", "Associated Press byline"},
		{"The Associated Press | Monday, July 16, 2018, 7:24 a.m.", "Associated Press byline"},
		{"Associated Press Monday, July 16, 2018", "Associated Press byline"},
		{"Jane Doe and John Roe, Associated Press", "Associated Press byline"},
		{"Jane Doe, Bloomberg", "Bloomberg byline"},
		{"Jane Doe, Reuters\nJuly 16, 2018", "Reuters byline"},
		{"JANE DOE, JOHN ROE and MAX POE / AP", "Associated Press byline"},
		{"Jane Doe, John Roe and Max PoeAssociated Press", "Associated Press byline"},
		{"The Associated Press — By JANE DOE - Associated Press", "Associated Press byline"},
		{"Posted 5:57 am, July 16, 2018, by Associated Press , Updated at 06:00AM", "Associated Press byline"},
		{"AP July 16, 2018, 10:35 PM", "Associated Press byline"},
		{"/ AP", "Associated Press byline"},
		{"Reuters India•", "Reuters byline"},
		{"Reuters in Varnholm", "Reuters byline"},
		{"By Anton Doe Washington Post", "Washington Post News Service byline"},
		{"Jane Doe\nThe Washington Post", "Washington Post News Service byline"},
		{"By Jane Doe, New York Times News Service", "New York Times News Service byline"},
		{"By Jane Doe, Tribune News Service", "Tribune News Service byline"},
		{"By Jane Doe, KFF Health News", "KFF Health News byline"},
		{"By Jane Doe\nThe Conversation", "The Conversation byline"},
		{"Von dpa", "dpa byline"},
		{"von dpa/AFP", "dpa byline, AFP byline"},
		{"Von Jana Muster, dpa", "dpa byline"},
		{"Von Jana Muster (dpa)", "dpa byline"},
		{"Par AFP", "AFP byline"},
		{"Par Jeanne Dupont avec AFP", "AFP reporting"},
		{"Agence France-Presse", "AFP byline"},
		{"Por EFE", "EFE byline"},
		{"Por Agência Brasil", "Agência Brasil byline"},
		{"Di Redazione ANSA", "ANSA byline"},
		{"Door ANP", "ANP byline"},
		{"Av NTB", "NTB byline"},
		{"Af Ritzau", "Ritzau byline"},
		{"Autor: PAP", "PAP byline"},
		{"Press Trust of India", "PTI byline"},
		{"By PTI", "PTI byline"},
		{"By ANI | July 16, 2018", "ANI byline"},
		{"BY BERNAMA", "Bernama byline"},
		{"From CNN's Jane Doe", "CNN byline"},
		{"By Jane Doe\nOSLO (AP) — The port", "Associated Press byline, Associated Press dateline"},
		{"Authors: Jane Doe and John Roe\n\nOSLO (Reuters)-The port", "Reuters byline, Reuters dateline"},
		{"By REUTERS | PUBLISHED: 10:00 EST", "Reuters byline"},
		{"By Afp", "AFP byline"},
		{"LONDON, Reuters", "Reuters byline"},
		{"Le Courrier avec AFP", "AFP reporting"},
		{"Source AFP", "AFP source"},
		{"Redacción / EFE", "EFE byline"},
		{"AFP | Paris", "AFP byline"},
		{"Reuters and AFP", "Reuters byline, AFP byline"},
		{"dpa/AFP", "dpa byline, AFP byline"},
		{"sda/dpa", "Keystone-SDA byline, dpa byline"},
		{"Von AFP und dpa", "AFP byline, dpa byline"},
		{"04.05.2021 - 10:00 Uhr, dpa", "dpa byline"},
		{"Publié le 4 mai 2021 à 10:00 (AFP)", "AFP byline"},
		{"By Web Staff\nOSLO (AP) — The port", "Associated Press dateline"},
	}
	testTexts(t, tests, func(s string) string { return "Port of Varnholm stays closed\n" + s + "\n" + body + filler })
}

func TestCopyrightLines(t *testing.T) {
	tests := [][2]string{
		{"© 2021 AFP", "AFP copyright"},
		{"© Reuters.", "Reuters copyright"},
		{"(c) 2018, Bloomberg News", "Bloomberg copyright"},
		{
			"Copyright 2020 The Associated Press. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
			"Associated Press copyright",
		},
		{"Copyright 2018 by CNN NewSource. All rights reserved.", "CNN copyright"},
		{"The-CNN-Wire ™ & © 2019 Cable News Network, Inc., a Time Warner Company. All rights reserved.", "CNN copyright"},
		{"© 2018 Thomson/Reuters. All rights reserved.", "Reuters copyright"},
		{"Copyright © 2018 Agence France-Presse. All rights reserved.", "AFP copyright"},
		{"The Associated Press. All rights reserved.", "Associated Press copyright"},
		{"© dpa-infocom, dpa:210101-99-1/3", "dpa copyright"},
		{"© Copyright ANSA - Riproduzione riservata", "ANSA copyright"},
		{"ANSA RIPRODUZIONE RISERVATA", "ANSA copyright"},
		{"(c) 2018 Xinhua News Agency", "Xinhua copyright"},
		{"Copyright 2018 AAP", "AAP copyright"},
		{"© 2018, The Washington Post", "Washington Post News Service copyright"},
		{"© 2018 New York Times News Service", "New York Times News Service copyright"},
		{"©2018 Los Angeles Times", "Los Angeles Times copyright"},
		{"<저작권자(c) 연합뉴스, 무단 전재-재배포 금지>", "Yonhap copyright"},
		{"Copyright 2018 by WXYZ. The Associated Press contributed to this report. All rights reserved.", "Associated Press reporting"},
		{"Image copyright Reuters Image caption The quay", "Reuters photo"},
		{"© AFP / Jane Doe", "AFP photo"},
		{"Foto: © dpa", "dpa photo"},
		{
			"The crane after its fall. (AP Photo/Jane Doe, File) (Copyright 2017 The Associated Press. All rights reserved.)",
			"Associated Press photo",
		},
	}
	testTexts(t, tests, func(s string) string { return "Port of Varnholm stays closed\n" + body + filler + s })
}

func TestSourceLines(t *testing.T) {
	tests := [][2]string{
		{"Source: Reuters", "Reuters source"},
		{"Source: The Associated Press", "Associated Press source"},
		{"/ Source: Associated Press", "Associated Press source"},
		{"Quelle: dpa/AFP", "dpa source, AFP source"},
		{"Quelle: sda", "Keystone-SDA source"},
		{"Fuente: EFE", "EFE source"},
		{"Fonte: Agência Brasil", "Agência Brasil source"},
		{"Fonte: ANSA", "ANSA source"},
		{"Bron: ANP", "ANP source"},
		{"Bron: Belga", "Belga source"},
		{"Kilde: Ritzau", "Ritzau source"},
		{"Källa: TT", "TT source"},
		{"Lähde: STT", "STT source"},
		{"Źródło: PAP", "PAP source"},
		{"Zdroj: ČTK", "ČTK source"},
		{"Forrás: MTI", "MTI source"},
		{"Izvor: Hina", "Hina source"},
		{"Sursa: Agerpres", "Agerpres source"},
		{"Источник: ТАСС", "TASS source"},
		{"Джерело: Укрінформ", "Ukrinform source"},
		{"Kaynak: AA", "Anadolu source"},
		{"Πηγή: ΑΠΕ-ΜΠΕ", "ANA-MPA source"},
		{"المصدر: رويترز", "Reuters source"},
		{"来源：新华社", "Xinhua source"},
		{"Sumber: ANTARA", "Antara source"},
		{"Nguồn: TTXVN", "VNA source"},
		{"This story was originally published at washingtonpost.com. Read it here.", "Washington Post News Service source"},
		{"This article was originally published on The Conversation. Read the original article.", "The Conversation source"},
		{"This article is republished from The Conversation under a Creative Commons license.", "The Conversation source"},
		{"Distributed by Tribune Content Agency, LLC.", "Tribune News Service source"},
		{"Our Standards: The Thomson Reuters Trust Principles.", "Reuters source"},
		{"(This story has been published from a PTI feed without changes to the text.)", "PTI source"},
		{"The harbour opens on Thursday, the port master said. (Reuters)", "Reuters source"},
		{"Havnen åbner igen torsdag. /ritzau/", "Ritzau source"},
		{"Der Hafen öffnet am Donnerstag. (APA)", "APA source"},
		{"Der Hafen öffnet am Donnerstag. (dpa)", "dpa source"},
		{"Le port rouvrira jeudi. (Belga)", "Belga source"},
		{"Port zostanie otwarty w czwartek. (PAP)", "PAP source"},
		{"Der Hafen öffnet am Donnerstag. (APA/dpa)", "APA source, dpa source"},
		{"The harbour opens on Thursday. – Reuters", "Reuters source"},
		{"— AFP", "AFP source"},
		{"Associated Press", "Associated Press source"},
	}
	testTexts(t, tests, func(s string) string { return "Port of Varnholm stays closed\n" + body + filler + s })
}

func TestReportingLines(t *testing.T) {
	tests := [][2]string{
		{"(Reporting by Jane Doe; Editing by John Roe)", "Reuters reporting"},
		{"Reporting by Jane Doe; Editing by John Roe", "Reuters reporting"},
		{"(Additional reporting by Jane Doe in Oslo; Writing by Max Poe; Editing by John Roe)", "Reuters reporting"},
		{"(Writing by Jane Doe; Editing by John Roe)", "Reuters reporting"},
		{"Associated Press writers Jane Doe and John Roe in Oslo contributed to this report.", "Associated Press reporting"},
		{
			"Jane Doe reported from Kiel. Associated Press writer John Roe in Oslo, Norway, also contributed to this report.",
			"Associated Press reporting",
		},
		{"AP reporter Jane Doe contributed.", "Associated Press reporting"},
		{"The Associated Press contributed to this report.", "Associated Press reporting"},
		{"Reuters and the Associated Press contributed to this article.", "Reuters reporting, Associated Press reporting"},
		{"CNN's Jane Doe and John Roe contributed to this report.", "CNN reporting"},
		{"The Washington Post's Jane Doe contributed to this report.", "Washington Post News Service reporting"},
		{"Information from The Associated Press was used in this report.", "Associated Press reporting"},
		{"— With files from The Canadian Press", "Canadian Press reporting"},
		{"With reporting by Reuters", "Reuters reporting"},
		{"(With inputs from PTI)", "PTI reporting"},
		{"With inputs from AFP and ANI", "AFP reporting, ANI reporting"},
		{"Mit Material von dpa", "dpa reporting"},
		{"Mit Material der Nachrichtenagenturen dpa und AFP", "dpa reporting, AFP reporting"},
		{"(Mit Informationen der APA)", "APA reporting"},
		{"(avec AFP)", "AFP reporting"},
		{"(Avec l'AFP)", "AFP reporting"},
		{"Con información de EFE", "EFE reporting"},
		{"(Com informações da Agência Brasil)", "Agência Brasil reporting"},
		{"(Com informações da Reuters)", "Reuters reporting"},
		{"Associated Press writers Zara Doe, John Roe and Max Poe contributed.", "Associated Press reporting"},
	}
	testTexts(t, tests, func(s string) string { return "Port of Varnholm stays closed\n" + body + filler + s })
}

func TestPhotoCredits(t *testing.T) {
	tests := [][2]string{
		{"REUTERS/Jane Doe", "Reuters photo"},
		{"The quay on Monday. REUTERS/Jane Doe/Pool", "Reuters photo"},
		{"The quay on Monday. (AP Photo/Jane Doe)", "Associated Press photo"},
		{"The quay on Monday. (Jane Doe/AP)", "Associated Press photo"},
		{"(Jane Doe/Pool Photo via AP)", "Associated Press photo"},
		{"(Jane Doe/AFP/Getty Images)", "AFP photo, Getty Images photo"},
		{"Jane Doe | AFP | Getty Images", "AFP photo, Getty Images photo"},
		{"Jane Doe / Reuters", "Reuters photo"},
		{"Photo: Jane Doe, AP", "Associated Press photo"},
		{"Photograph by Jane Doe / AFP / Getty", "AFP photo, Getty Images photo"},
		{"Credit: The Associated Press", "Associated Press photo"},
		{"Foto: dpa", "dpa photo"},
		{"Photo : AFP", "AFP photo"},
		{"Jane Doe, AP\nFullscreen", "Associated Press photo"},
		{"Jane Doe, Associated Press\nFILE - In this file photo the quay is seen", "Associated Press photo"},
		{"Jane Doe, EPA-EFE", "EPA photo"},
		{"A long caption tells what the reader sees, in Varnholm, on Monday. (Reuters)", "Reuters photo"},
		{"The first lane is seen from above in this picture. (July 13) AP", "Associated Press photo"},
		{"The port master of Varnholm speaks to the council on Monday night in the old town hall.\nAP\nEmail", "Associated Press photo"},
		{"The crane before its fall. Jane Doe AP Photo", "Associated Press photo"},
		{"© AFP/Jane Doe", "AFP photo"},
		{"Getty Images", "Getty Images photo"},
		{"(Jane Doe/The Washington Post)", "Washington Post News Service photo"},
		{"Photo:  Jane Doe (Getty Images)", "Getty Images photo"},
		{"(Jane Doe, Sputnik, Harbour Pool Photo via AP)", "Sputnik photo, Associated Press photo"},
		{
			"The second prize of the port was awarded to the city of Kiel, on Sunday, July 15, 2018.\nSPUTNIK/REUTERS\nLast night, during " +
				"celebrations, people sang on the quay until the first ferry left for the islands across the bay at six in the morning.",
			"Sputnik photo, Reuters photo",
		},
		{"The quay (Doe/Lehtikuva via AP)", "STT photo, Associated Press photo"},
	}
	testTexts(t, tests, func(s string) string {
		return "Port of Varnholm stays closed" + filler + s + filler + body
	})
}

func TestQuoted(t *testing.T) {
	tests := [][2]string{
		{"The port master told AFP that nobody was hurt.", "AFP quoted"},
		{"Speaking to AFP, the official said that nobody was hurt.", "AFP quoted"},
		{"Nobody was hurt, according to Reuters.", "Reuters quoted"},
		{"Nobody was hurt, according to the Interfax news agency.", "Interfax quoted"},
		{"Nobody was hurt, the AP reports.", "Associated Press quoted"},
		{"Nobody was hurt, Reuters reported on Friday.", "Reuters quoted"},
		{"The state RIA news agency quoted a source as saying that nobody was hurt.", "RIA Novosti quoted"},
		{"In an interview with Bloomberg, she said that nobody was hurt.", "Bloomberg quoted"},
		{"Tensions rose inside the company, Bloomberg reported.", "Bloomberg quoted"},
		{"He told CNN's Jane Doe that nobody was hurt.", "CNN quoted"},
		{"The senator said on CNN's “State of the Harbour” that nobody was hurt.", "CNN quoted"},
		{"The minister told the Deutsche Presse-Agentur that nobody was hurt.", "dpa quoted"},
		{"Niemand sei verletzt, sagte die Hafenmeisterin der dpa.", "dpa quoted"},
		{"Niemand sei verletzt, sagte sie der Deutschen Presse-Agentur.", "dpa quoted"},
		{"The port master wrote to nobody, an official of the port authority told\nReuters.\n    Nobody was hurt.", "Reuters quoted"},
		{"Laut AFP wurde niemand verletzt.", "AFP quoted"},
		{"Personne n'a été blessé, a-t-elle indiqué à l'AFP.", "AFP quoted"},
		{"Selon l'AFP, personne n'a été blessé.", "AFP quoted"},
		{"Nadie resultó herido, dijo a EFE la directora.", "EFE quoted"},
		{"Según EFE, nadie resultó herido.", "EFE quoted"},
		{"Ninguém ficou ferido, disse à Lusa a diretora.", "Lusa quoted"},
		{"Nessuno è rimasto ferito, secondo l'ANSA.", "ANSA quoted"},
		{"Niemand raakte gewond, zegt zij tegen persbureau ANP.", "ANP quoted"},
		{"Ingen kom til skade, oplyser hun til Ritzau.", "Ritzau quoted"},
		{"Ingen skadades, säger hon till TT.", "TT quoted"},
		{"Ingen ble skadd, sier hun til NTB.", "NTB quoted"},
		{"Nikt nie ucierpiał, poinformowała PAP kapitan portu.", "PAP quoted"},
		{"Nikdo nebyl zraněn, sdělila ČTK mluvčí přístavu.", "ČTK quoted"},
		{"Никто не пострадал, сообщает ТАСС.", "TASS quoted"},
		{"Никто не пострадал, передает РИА Новости.", "RIA Novosti quoted"},
		{"Никто не пострадал, сообщили «Интерфаксу» в порту.", "Interfax quoted"},
		{"据新华社报道，无人受伤。", "Xinhua quoted"},
		{"ロイター通信によると、けが人はいない。", "Reuters quoted"},
		{"연합뉴스에 따르면 다친 사람은 없다.", "Yonhap quoted"},
		{"قال المدير لرويترز إن أحدا لم يصب.", "Reuters quoted"},
	}
	testTexts(t, tests, func(s string) string { return "Port of Varnholm stays closed" + filler + s + filler + body })
}

func TestTraps(t *testing.T) {
	tests := []string{
		"Students who take AP exams in spring may earn college credit.",
		"She teaches AP Biology and an AP course in history.",
		"According to the Reuters Institute, trust in news fell again.",
		"The study by the Reuters Institute for the Study of Journalism says so.",
		"A voice from the PA system asked everybody to leave the quay.",
		"The singer Ani DiFranco, ANI DIFRANCO on the poster, played in the harbour.",
		"An adpader and a dpad were found in the old store.",
		"Mayor Michael Bloomberg said that the city would pay.",
		"The Bloomberg administration built the quay.",
		"The Palestinian Authority (PA) - which pays for the works - said nothing.",
		"Advanced Placement (AP) — the programme for pupils — costs more this year.",
		"A Reuters/Ipsos poll found that people love harbours.",
		"The AAP won the election in Delhi and the PTI lost the one in Lahore.",
		"Associated Press Inc. moved into a new building by the river, and its staff went there by bus.",
		"Reuters has 2,500 journalists in 200 places, and a long history that began with pigeons.",
		"She joined AFP in 1998 and left it for a bank.",
		"The Conversation about the harbour went on for hours.",
		"Join the Conversation",
		"Barack Obama (AP), who was there, waved.",
		"Getty Images is a company that sells pictures.",
		"Write to jane@reuters.com or see https://twitter.com/AP for more.",
		"The sites #Reuters and @AFP were busy.",
		"Tesla shares rose while TT Electronics fell.",
		"By Friday, Reuters had sold the harbour's old printing works to the city for a small sum of money.",
		"He crossed the SPA resort, the MENA region, WAM and a MAP of the APS in turn.",
		"Petra and Beta walked along the quay with Andina, Lusa and Novum.",
		"According to Reuters Research, which is another firm, trade fell.",
		"Baron Reuters said that pigeons are fast, and Clara Reuters reported it.",
		"She told AP students that they should read more, and told AFPX, according to Reutersburg.",
		"ad-pa; dp; adpa: /dpadel/",
		"The bonds of the harbour are rated AAA/\nAA, the highest grades there are.",
		"The rules of the Environmental Protection Agency (EPA) say so, and the EPA said no more.",
		"A New York Times/CBS poll found that people love harbours.",
		"It was the year of the Soviet Union's launching of\nSputnik.\n\nNobody had seen it coming.",
		"Posted by many people\n— CNN (@CNN) July 16, 2018\nand others.",
		"Jane Doe, who was 12 in 1987, and Mark Roe went to the Reuters building.",
	}
	r := newReader(t)
	for _, s := range tests {
		a := article.Article{Text: "Port of Varnholm stays closed" + filler + s + filler + body}
		if got := r.Credits(a); len(got) != 0 {
			t.Errorf("%q: got %q, want none", s, found(got))
		}
	}
}

// TestUserAgencies adds an agency of a user's own, and forms to a known one.
func TestUserAgencies(t *testing.T) {
	more, err := wire.ParseAgencies(strings.NewReader("# mine\nHarbour News | Harbour News; HNS?; hns | harbour.example\n" +
		"[services]\nReuters | Reutrs\n"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := wire.NewReader(&wire.Options{Agencies: more})
	if err != nil {
		t.Fatal(err)
	}
	tests := [][2]string{
		{"VARNHOLM (HNS) - The port was closed" + filler, "Harbour News dateline"},
		{"VARNHOLM (Reutrs) - The port was closed" + filler, "Reuters dateline"},
		{"VARNHOLM (hns) - The port was closed" + filler, "Harbour News dateline"},
	}
	for _, test := range tests {
		if got := found(r.Credits(article.Article{Text: test[0]})); got != test[1] {
			t.Errorf("%.40q: got %q, want %q", test[0], got, test[1])
		}
	}
	if got, ok := r.Agency("https://www.harbour.example/a"); !ok || got != "Harbour News" {
		t.Errorf("Agency of its site: got %q, %v", got, ok)
	}
}

func TestParseAgenciesErrors(t *testing.T) {
	tests := []struct {
		text string
		line int
		err  error
	}{
		{"just words", 1, wire.ErrFields},
		{"# fine\n\n | AP | ap.org", 3, wire.ErrFields},
		{"AP | AP | ap.org | more", 1, wire.ErrFields},
		{"[newspapers]", 1, wire.ErrSection},
		{"AP | A", 1, wire.ErrForm},
		{"AP | \xff\xfe", 1, wire.ErrForm},
	}
	for _, test := range tests {
		_, err := wire.ParseAgencies(strings.NewReader(test.text))
		var syntax *wire.SyntaxError
		if !errors.Is(err, test.err) || !errors.As(err, &syntax) || syntax.Line != test.line {
			t.Errorf("%q: got %v, want %v on line %d", test.text, err, test.err, test.line)
		}
	}
}

// TestAgencies guards the built-in file: its size, its lines, and that agencies that the documentation names are in it.
func TestAgencies(t *testing.T) {
	list := newReader(t).Agencies()
	if len(list) < 70 {
		t.Errorf("%d agencies, want 70 or more", len(list))
	}
	names := map[string]bool{}
	for _, a := range list {
		if names[a.Name] {
			t.Errorf("%s is listed twice", a.Name)
		}
		names[a.Name] = true
		if len(a.Forms) == 0 {
			t.Errorf("%s has no forms", a.Name)
		}
	}
	for n := range strings.SplitSeq("Reuters,AFP,Associated Press,dpa,PA Media,EFE,ANSA,TASS,"+
		"RIA Novosti,Interfax,Xinhua,Kyodo,Jiji,Yonhap,PTI,ANI,IANS,UPI,Bloomberg,Anadolu,Europa Press,Lusa,ANP,Belga,"+
		"APA,Keystone-SDA,NTB,TT,Ritzau,STT,PAP,ČTK,MTI,Agerpres,Tanjug,BTA,Hina,Ukrinform,Canadian Press,AAP,Notimex,Télam,"+
		"Agência Brasil,SPA,WAM,MENA,IRNA,Antara,Bernama,VNA,CNA (Taiwan),KCNA,CNN,"+
		"New York Times News Service,The Conversation,KFF Health News,PR Newswire,Business Wire,GlobeNewswire,EurekAlert", ",") {
		if !names[n] {
			t.Errorf("%s is missing", n)
		}
	}
}

func TestFields(t *testing.T) {
	tests := []struct {
		a    article.Article
		want string
		in   wire.Where
	}{
		{article.Article{Byline: "Reuters"}, "Reuters field", wire.InByline},
		{article.Article{Byline: "Jane Doe, Associated Press"}, "Associated Press field", wire.InByline},
		{article.Article{Byline: "JANE DOE (AP)"}, "Associated Press field", wire.InByline},
		{article.Article{Byline: "dpa"}, "dpa field", wire.InByline},
		{article.Article{Byline: "Reuters Staff"}, "Reuters field", wire.InByline},
		{article.Article{Byline: "By AFP"}, "AFP field", wire.InByline},
		{article.Article{Byline: "Agence France-Presse"}, "AFP field", wire.InByline},
		{article.Article{Byline: "Michael Bloomberg"}, "", 0},
		{article.Article{Byline: "Ani Petra"}, "", 0},
		{article.Article{Outlet: "Reuters"}, "Reuters field", wire.InOutlet},
		{article.Article{Outlet: "reuters.com"}, "Reuters field", wire.InOutlet},
		{article.Article{Outlet: "The Associated Press"}, "Associated Press field", wire.InOutlet},
		{article.Article{Outlet: "Reuters UK"}, "Reuters field", wire.InOutlet},
		{article.Article{Outlet: "AP News"}, "Associated Press field", wire.InOutlet},
		{article.Article{Outlet: "AFP"}, "AFP field", wire.InOutlet}, // though "Afp" is doubtful
		{article.Article{Outlet: "Reuters Institute"}, "", 0},
		{article.Article{Outlet: "petra"}, "", 0},
		{article.Article{Outlet: "Varnholm Courier"}, "", 0},
		{article.Article{URL: "https://www.reuters.com/world/harbour-2021"}, "Reuters field", wire.InURL},
		{article.Article{URL: "https://jp.reuters.com/article/1"}, "Reuters field", wire.InURL},
		{article.Article{URL: "https://courier.example/reuters.com/1"}, "", 0},
		{article.Article{Provider: "Agence France-Presse"}, "AFP field", wire.InProvider},
		{article.Article{Provider: "The Varnholm Trust"}, "", 0},
		{
			article.Article{URL: "https://courier.example/1", Canonical: "https://apnews.com/article/harbour"},
			"Associated Press field", wire.InCanonical,
		},
		{article.Article{URL: "https://courier.example/1", Canonical: "https://courier.example/harbour"}, "", 0},
		{
			article.Article{URL: "https://www.reuters.com/1", Canonical: "https://www.reuters.com/2", Provider: "Reuters"},
			"Reuters field", wire.InURL,
		},
		{article.Article{Credit: "Agence France-Presse"}, "AFP field", wire.InCredit},
		{article.Article{Credit: "Harbour News\nReuters"}, "Reuters field", wire.InCredit},
		{article.Article{Credit: "Copyright 2021, dpa (www.dpa.de). Alle Rechte vorbehalten"}, "dpa copyright", wire.InCredit},
		{
			article.Article{Credit: "Not for use outside Varnholm\nCopyright 2021 The Associated Press. All rights reserved."},
			"Associated Press copyright", wire.InCredit,
		},
		{article.Article{Credit: "Mit Material von AFP"}, "AFP reporting", wire.InCredit},
		{article.Article{Outlet: "AFP", Credit: "AFP\n© AFP"}, "AFP field, AFP copyright", wire.InOutlet},
		{article.Article{Text: "© AFP", Credit: "© AFP"}, "AFP copyright", wire.InText},
		{article.Article{Credit: "AP Photo/Jane Doe"}, "", 0},
		{article.Article{Credit: "International: AP Clients Only / This video may not be edited"}, "", 0},
		{article.Article{Title: "Harbour of Varnholm stays closed | Reuters"}, "Reuters source", wire.InTitle},
		{article.Article{Title: "Harbour of Varnholm stays closed - AP News"}, "Associated Press source", wire.InTitle},
		{article.Article{Title: "Hafen von Varnholm gesperrt (dpa)"}, "dpa source", wire.InTitle},
		{article.Article{Title: "Reuters opens an office in Varnholm"}, "", 0},
	}
	r := newReader(t)
	for _, test := range tests {
		got := r.Credits(test.a)
		if found(got) != test.want || len(got) > 0 && got[0].In != test.in {
			t.Errorf("%+v: got %+v, want %q", test.a, got, test.want)
		}
		checkRanges(t, test.a, got)
	}
}

func FuzzCredits(f *testing.F) {
	for _, s := range []string{
		"OSLO (AP) — text", "© 2021 AFP", "(Reporting by A; Editing by B)", "told Reuters", "(dpa", "AP/AP/AP", "【東京共同】",
		"\xff\xfeAP", "a.reuters.com", "By AP",
		"新华社北京7月15日电", "REUTERS/", "/ritzau/", "via AP", "AP (", "— AP (@AP)", "لرويترز", "Source : AFP\r\n\r\n(AFP)",
		"The\u00a0AP\u200b\n", "Photo: \nAP, File",
	} {
		f.Add(s, s)
	}
	r, err := wire.NewReader(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, field string) {
		a := article.Article{Text: text, Title: field, Byline: field, Outlet: field, URL: field, Credit: field + "\n" + text}
		checkRanges(t, a, r.Credits(a))
		r.Agency(text)
	})
}

func TestSeeds(t *testing.T) {
	want := map[string]string{
		"000_f0a7efa3bedb7fd9": "AFP quoted",
		"001_d848d5b8eaeec8a5": "CNN quoted",
		"002_716ac14c5b8b7321": "",
		"003_3d0dadf3bd71e578": "Reuters source, Reuters copyright, Reuters photo, Reuters byline, Reuters dateline, Reuters quoted",
		"004_c369252dabbea5e4": "",
	}
	r := newReader(t)
	for name, w := range want {
		text, err := os.ReadFile("../testdata/seeds/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		a := article.Article{Text: string(text)}
		got := r.Credits(a)
		if found(got) != w {
			t.Errorf("%s:\n got %q\nwant %q", name, found(got), w)
		}
		checkRanges(t, a, got)
	}
}
