package words

import "testing"

func TestMonthsAreKnownInManyLanguages(t *testing.T) {
	for word, want := range map[string]int{
		"march": 3, "sept": 9, "märz": 3, "déc": 12, "agosto": 8, "março": 3, "mei": 5, "desember": 12, "augusti": 8,
		"października": 10, "května": 5, "augusztus": 8, "octombrie": 10, "kesäkuuta": 6, "şubat": 2, "kasim": 11, "ni̇san": 4,
		"agustus": 8, "июля": 7, "липня": 7, "ноември": 11, "μαρτίου": 3, "أكتوبر": 10, "במרץ": 3, "सितंबर": 9, "জুন": 6, "มีนาคม": 3,
		"listopada": 11, "mayor": 0, "": 0, "4": 0, "March": 0,
	} {
		if got := Month(word); got != want {
			t.Errorf("Month(%q) = %d, want %d", word, got, want)
		}
	}
}
