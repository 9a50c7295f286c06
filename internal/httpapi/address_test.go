package httpapi

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestTheClientsAddressComesFromTrustedProxiesOnly(t *testing.T) {
	s := &Server{proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}}
	for _, row := range []struct {
		name, peer string
		forwarded  []string
		want       string
	}{
		{"nobody in between", "192.0.2.1:1000", nil, "192.0.2.1"},
		{"a client that claims an address", "192.0.2.1:1000", []string{"8.8.8.8"}, "192.0.2.1"},
		{"one proxy", "10.0.0.1:1000", []string{"192.0.2.9"}, "192.0.2.9"},
		{"a client that lies to a proxy", "10.0.0.1:1000", []string{"8.8.8.8, 192.0.2.9"}, "192.0.2.9"},
		{"two proxies", "10.0.0.1:1000", []string{"8.8.8.8, 192.0.2.9, 10.0.0.2"}, "192.0.2.9"},
		{"two headers", "10.0.0.1:1000", []string{"192.0.2.9", "10.0.0.2"}, "192.0.2.9"},
		{"all of them trusted", "10.0.0.1:1000", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
		{"a proxy that says nothing", "10.0.0.1:1000", nil, "10.0.0.1"},
		{"nonsense", "10.0.0.1:1000", []string{"192.0.2.9, unknown"}, "10.0.0.1"},
		{"IPv6", "[fd00::1]:1000", []string{"2001:db8::5"}, "2001:db8::5"},
		{"IPv6 in brackets with a port", "[fd00::1]:1000", []string{"[2001:db8::5]:443"}, "2001:db8::5"},
		{"IPv4 within IPv6", "[::ffff:10.0.0.1]:1000", []string{"::ffff:192.0.2.9"}, "192.0.2.9"},
		{"a zone", "[fe80::1%eth0]:1000", nil, "fe80::1"},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = row.peer
			for _, value := range row.forwarded {
				r.Header.Add("X-Forwarded-For", value)
			}
			if got := s.clientAddress(r); got != row.want {
				t.Errorf("%s, want %s", got, row.want)
			}
		})
	}
}

func TestOneHouseholdIsOneClientForLimits(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "2001:db8::1": "2001:db8::/64", "2001:db8::ffff:1": "2001:db8::/64", "": "",
	} {
		if got := network(address); got != want {
			t.Errorf("%s counts as %s, want %s", address, got, want)
		}
	}
}
