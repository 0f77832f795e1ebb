package words

import "testing"

func TestHyphensAtTheEndsOfLines(t *testing.T) {
	v := Vocabulary{}
	v.Add("the co-operative, and its preamble on inter-")
	for parts, keeps := range map[[2]string]bool{
		{"infor-", "mation"}: false, {"af-", "ter"}: false, {"pro-", "mised"}: false, {"long-", "running"}: true, {"high-", "er"}: false,
		{"co-", "operative"}: true, {"pre-", "amble"}: false, {"father-in-", "law"}: true, {"x-", "ray"}: true, {"so-", "called"}: true,
		{"so-", "ciety"}: false, {"ex-", "ample"}: false, {"mid-", "dle"}: false, {"north-", "ern"}: false, {"state-", "owned,"}: true,
		{"Well-", "known"}: true, {"un-", "known"}: false,
	} {
		if got := v.KeepsHyphen(parts[0], parts[1]); got != keeps {
			t.Errorf("%v keeps its hyphen: %v", parts, got)
		}
	}
	if !EndsInHyphen("inter-") || !EndsInHyphen("inter\u00AD") || EndsInHyphen("3-") || EndsInHyphen("inter") {
		t.Error("hyphens at the end are not found")
	}
}
