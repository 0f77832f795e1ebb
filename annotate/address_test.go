package annotate_test

import (
	"testing"

	"galley/annotate"
)

func TestSecretsOfAddressesAreLeftOut(t *testing.T) {
	for address, want := range map[string]string{
		"":                            "",
		"https://a.example/x":         "https://a.example/x",
		"https://a.example/x?":        "https://a.example/x?",
		"https://a.example/x?id=7&p=": "https://a.example/x?id=7&p=",
		"https://a.example/x?token=1&id=7&a%63cess_Token=2":       "https://a.example/x?id=7",
		"https://a.example/x?sig=1#y":                             "https://a.example/x#y",
		"https://a.example/x?session=12&key=fares":                "https://a.example/x?session=12&key=fares",
		"https://a.example/x?session=8f3a&apikey=k":               "https://a.example/x",
		"https://a.example/?X-Goog-Signature=a&X-Amz-Date=b":      "https://a.example/",
		"https://a.example/x?unlocked_article_code=1.x#:~:text=a": "https://a.example/x#:~:text=a",
		"https://a.example/x?design=1&tokens=3&side=2":            "https://a.example/x?design=1&tokens=3&side=2",
	} {
		if got := annotate.WithoutSecrets(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}
