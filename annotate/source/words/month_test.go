package words

import (
	"strings"
	"testing"
)

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

func TestEachLanguageHasTwelveMonths(t *testing.T) {
	for language, year := range map[string]string{
		"en": "january february march april may june july august september october november december",
		"de": "januar februar märz april mai juni juli august september oktober november dezember",
		"fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"nl": "januari februari maart april mei juni juli augustus september oktober november december",
		"pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
		"cs": "ledna února března dubna května června července srpna září října listopadu prosince",
		"tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
		"ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
		"el": "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
		"ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
	} {
		months := strings.Fields(year)
		if len(months) != 12 {
			t.Fatalf("%s has %d months here", language, len(months))
		}
		for i, name := range months {
			if got := Month(name); got != i+1 {
				t.Errorf("%s: Month(%q) = %d, want %d", language, name, got, i+1)
			}
		}
	}
}
