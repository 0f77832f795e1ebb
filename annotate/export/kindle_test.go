package export_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// myClippings returns entries as a Kindle writes them: a title, the line about the
// entry, and the text.
func myClippings(entries ...[3]string) string {
	var file strings.Builder
	file.WriteString("\uFEFF")
	for _, e := range entries {
		fmt.Fprintf(&file, "%s\r\n- %s\r\n\r\n%s\r\n==========\r\n", e[0], e[1], e[2])
	}
	return file.String()
}

const kindleFiles = "My Clippings.txt of Kindles, as Bjoern-AS/kindle-highlights, Demetriy10/kindle, MichalSternik/dotfiles, ErikBarroso/kindle, Mark24Code/KindleNote and KojiAida87/kindle-highlights keep it"

func TestKindleClippings(t *testing.T) {
	const book = "Fares rise (Vane, Mo (ed.))"
	for _, test := range []clippings{
		{
			"highlights, notes and bookmarks", "kindle", kindleFiles,
			myClippings(
				[3]string{book, "Your Highlight on page 3 | Location 70-72 | Added on Monday, November 2, 2026 2:58:27 PM", "adds 4.20"},
				[3]string{book, "Your Note on page 3 | Location 72 | Added on Monday, November 2, 2026 2:59:01 PM", "who says so?"},
				[3]string{book, "Your Bookmark on page 3 | Location 72 | Added on Monday, November 2, 2026 3:00:00 PM", ""},
				[3]string{book, "Your Note on page 9 | Location 400 | Added on Monday, November 2, 2026 3:10:00 PM", "on no words"},
				[3]string{book, "Your Highlight on page 4 | location 90 | Added on Monday, 2 November 2026 15:11:12", "went up"},
			),
			[]string{
				"quote anchored adds 4.20 note=who says so? location=page 3, Location 70-72 at 2026-11-02 14:58",
				"quote anchored went up location=page 4, location 90 at 2026-11-02 15:11",
			},
			"1 note that is on no highlight, 1 entry without text, such as a bookmark",
		},
		{
			"a note before its highlight, one inside it, one of another book, and lines", "kindle", kindleFiles,
			myClippings(
				[3]string{book, "Your Note on Location 91 | Added on Monday, 2 November 2026 15:11:12", "first\r\n\r\nsecond"},
				[3]string{book, "Your Highlight on Location 80-91 | Added on Monday, 2 November 2026 15:11:12", "said Ada Lund"},
				[3]string{book, "Your Highlight on Location 70-75 | Added on Monday, 2 November 2026 15:11:12", "adds 4.20"},
				[3]string{"Another book (Mo)", "Your Note on Location 75 | Added on Monday, 2 November 2026 15:11:12", "elsewhere"},
				[3]string{book, "Your Note on Location 74 | Added on Monday, 2 November 2026 15:11:12", "inside"},
				[3]string{book, "Your Note on Location 75 | Added on Monday, 2 November 2026 15:11:12", "end"},
			),
			[]string{
				"quote anchored said Ada Lund note=first\n\nsecond location=Location 80-91 at 2026-11-02 15:11",
				"quote anchored adds 4.20 note=inside\n\nend location=Location 70-75 at 2026-11-02 15:11",
			},
			"1 note that is on no highlight",
		},
		{
			"highlights of the same place that were corrected", "kindle", kindleFiles,
			myClippings(
				[3]string{book, "Your Highlight on Location 70-72 | Added on Monday, 2 November 2026 15:00:00", "It adds"},
				[3]string{book, "Your Highlight on Location 70-72 | Added on Monday, 2 November 2026 15:00:09", "It adds 4.20"},
				[3]string{book, "Your Note on Location 72 | Added on Monday, 2 November 2026 15:01:00", "hm"},
			),
			[]string{"quote anchored It adds location=Location 70-72 at 2026-11-02 15:00", "quote anchored It adds 4.20 note=hm location=Location 70-72 at 2026-11-02 15:00"},
			"",
		},
		{
			"the first Kindles, which shorten the end of a range", "kindle", kindleFiles,
			myClippings(
				[3]string{book, "Highlight on Page 17 | Loc. 258-69  | Added on Monday, November 02, 2026, 11:14 PM", "adds 4.20"},
				[3]string{book, "Note Loc. 269  | Added on Monday, November 02, 2026, 11:15 PM", "hm"},
			),
			[]string{"quote anchored adds 4.20 note=hm location=Page 17, Loc. 258-69 at 2026-11-02 23:14"}, "",
		},
		{
			"a document without an author, in Portuguese and with pages only", "kindle", kindleFiles,
			myClippings(
				[3]string{"Fares rise  ", "Your Highlight on Location na página 33-33 | Adicionado: segunda-feira, 2 de novembro de 2026 14:14:00", "adds 4.20"},
				[3]string{"Fares rise  ", "Sua nota na página 33 | Adicionado: segunda-feira, 2 de novembro de 2026 14:15:00", "hm"},
			),
			[]string{"quote anchored adds 4.20 note=hm location=página 33-33"}, "1 date that cannot be read",
		},
		{
			"Chinese, in which the place is one part", "kindle", kindleFiles,
			myClippings(
				[3]string{"Fares rise (莫)", "您在第 6 页（位置 #70-72）的标注 | 添加于 2026年11月2日星期一 下午12:22:11", "adds 4.20"},
				[3]string{"Fares rise (莫)", "您在位置 #72 的笔记 | 添加于 2026年11月2日星期一 下午12:23:11", "hm"},
			),
			[]string{"quote anchored adds 4.20 note=hm location=您在第 6, 位置 #70-72"}, "1 date that cannot be read",
		},
		{
			"Japanese, with a division in the place", "kindle", kindleFiles,
			myClippings(
				[3]string{"Fares rise (莫)", "6ページ|位置No. 70-72のハイライト |作成日: 2026年11月2日月曜日 23:24:53", "adds 4.20"},
				[3]string{"Fares rise (莫)", "6ページ|位置No. 72のメモ |作成日: 2026年11月2日月曜日 23:25:53", "hm"},
				[3]string{"Fares rise (莫)", "位置 No. 80のブックマーク |作成日: 2026年11月2日月曜日 23:26:53", ""},
			),
			[]string{"quote anchored adds 4.20 note=hm location=6, 位置No. 70-72"}, "1 date that cannot be read, 1 entry without text, such as a bookmark",
		},
		{
			"an entry that was damaged", "kindle", kindleFiles,
			myClippings([3]string{book, "Your Highlight on page 3 | Added on Monday, 2 November 2026 15:11:12", "adds 4.20"}) + "went up\n==========\n\n",
			[]string{"quote anchored adds 4.20 location=page 3 at 2026-11-02 15:11"}, "1 entry that cannot be read",
		},
	} {
		t.Run(test.name, test.check)
	}
}

// The words for a note in the languages of the Kindle, and words for highlights that
// must not be taken for them.
func TestKindleLanguages(t *testing.T) {
	for about, isNote := range map[string]bool{
		"Ihre Notiz auf Seite 3 | bei Position 72": true, "Ihre Markierung auf Seite 3 | bei Position 70-72": false,
		"Votre note à l'emplacement 72": true, "Votre surlignement à l'emplacement 70-72": false,
		"Tu nota en la posición 72": true, "Mi nota Pos. 72": true, "Tu subrayado en la posición 70-72": false,
		"La tua nota alla posizione 72": true, "La tua evidenziazione alla posizione 70-72": false,
		"Je notitie op locatie 72": true, "Je markering op locatie 70-72": false,
		"Ваша заметка в позиции 72": true, "Ваш выделенный отрывок в позиции 70-72": false,
		"您在位置 #72 的筆記": true, "您在位置 #70-72 的標註": false, "위치 72의 메모": true, "위치 70-72의 하이라이트": false,
	} {
		file := myClippings([3]string{"Fares rise (Mo)", "Your Highlight on Location 70-72 | Added on Monday, 2 November 2026 15:11:12", "adds 4.20"},
			[3]string{"Fares rise (Mo)", about + " | ?", "went up"})
		got, _, err := read(t, "kindle", file, export.ReadOptions{DefaultTag: annotate.Quote})
		if err != nil {
			t.Fatal(err)
		}
		if all := summarize(got); (len(all) == 1) != isNote {
			t.Errorf("%s: %q", about, all)
		}
	}
}

func TestDamagedKindleFile(t *testing.T) {
	file := myClippings([3]string{"Fares rise (Mo)", "Your Highlight on Location 70-72 | Added on Monday, 2 November 2026 15:11:12", "adds 4.20"})
	for cut := len(file) - len("\n"); cut > 0; cut-- {
		bundles, _, err := read(t, "kindle", file[:cut], export.ReadOptions{DefaultTag: annotate.Quote})
		switch complete := strings.HasSuffix(file[:cut], "=========="); {
		case complete && err != nil, !complete && err == nil && len(bundles) > 0:
			t.Fatalf("%q: %v", file[:cut], err)
		}
	}
	_, _, err := read(t, "kindle", file, export.ReadOptions{DefaultTag: annotate.Quote, MaxBytes: 40})
	if !errors.Is(err, export.ErrTooLarge) {
		t.Error(err)
	}
}

func TestKindleFileOfOneEntryIsRecognized(t *testing.T) {
	for _, end := range []string{"", "\n", "\r\n"} {
		file := "\uFEFFPlain (Ann)\r\n- Your Highlight on page 5 | Location 70-72\r\n\r\nNobody asked\r\n==========" + end
		if f, err := export.Detect("My Clippings.txt", []byte(file)); err != nil || f.Name != "kindle" {
			t.Errorf("%q: %s, %v", end, f.Name, err)
		}
	}
}
