#!/bin/bash
# What the nickname policy of a new site makes of two files of nicknames: $1 those it should catch, $2 those it should let
# pass. Both are tables with tabs whose first line names their columns; nickname is needed, transform and category divide
# the report. Caught means refused or held. Each share has its 95 % interval (Wilson).
set -euo pipefail
cd "$(dirname "$0")/.."

for file in "${1:-}" "${2:-}"; do
	if [ ! -f "$file" ]; then
		echo "board: make nickname-report needs ADVERSARIAL=FILE INNOCENT=FILE; there is no file '$file'" >&2
		exit 1
	fi
done

mine=$(mktemp -d)
trap 'rm -rf "$mine"' EXIT

# column NAME FILE: the cells of one column, a line each; NAME itself where there is no such column.
column() {
	awk -F '\t' -v name="$1" 'NR == 1 { sub(/^\xef\xbb\xbf/, ""); sub(/\r$/, ""); for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
		{ sub(/\r$/, ""); print at ? $at : name }' "$2"
}

judge() {
	column nickname "$2" >"$mine/$1.names"
	bin/board check nickname "$mine/$1.names" | cut -f 1 >"$mine/$1.verdicts"
	paste <(column "$3" "$2") "$mine/$1.verdicts" >"$mine/$1"
}

# report FILE: how many of each group were refused or held.
report() {
	awk -F '\t' '
		function wilson(k, n, sign,   z, p) {
			z = 1.96; p = k / n
			return 100 * (p + z * z / (2 * n) + sign * z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)
		}
		function line(name, k, n) {
			printf "%-24s %5d/%-5d %5.1f %%  (%.1f to %.1f)\n", name, k, n, 100 * k / n, wilson(k, n, -1), wilson(k, n, 1)
		}
		{ n[$1]++; all++; if ($2 != "publish") { k[$1]++; hits++ } }
		END { for (name in n) line(name, k[name], n[name]); if (all) line("~ all", hits, all) }' "$1" | LC_ALL=C sort | sed 's/^~ all/all  /'
}

totals() { awk -F '\t' '{ if ($2 != "publish") k++ } END { printf "%d/%d", k, NR }' "$1"; }

judge adversarial "$1" transform
judge innocent "$2" category
echo 'should be caught, by transform: refused or held'
report "$mine/adversarial"
echo
echo 'should pass, by category: refused or held'
report "$mine/innocent"
echo
echo "caught $(totals "$mine/adversarial") refused-or-held $(totals "$mine/innocent")"
