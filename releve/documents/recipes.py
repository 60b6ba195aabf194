r"""The commands of ``LISEZMOI.txt``: what any Unix has kept for decades, and no software of ours.

POSIX shell, ``sha256sum``, ``base64``, ``openssl``, ``ssh-keygen``, and for the PDF ``pdfsig``,
``pdfdetach`` and ``certutil``. A line that begins with ``$ `` is a command, one with ``> `` goes on
with it; all are typed in one shell, in order, and each must succeed. ``tests/conformance`` runs
every one of them, on good evidence and on changed evidence. Widths: 78 columns.
"""

OUTSIDE = r"""$ TRUST=../trust.json
$ LOG=$(head -n 1 keys/log.vkey) SEAL=$(head -n 1 keys/seal.pub)
$ ORIGIN=${LOG%%+*} T=$(mktemp -d)
$ grep -q "\"origin\": *\"$ORIGIN\"" "$TRUST"
$ grep -qF "\"$LOG\"" "$TRUST" && grep -qF "\"$SEAL\"" "$TRUST"
$ raw() { openssl pkey -pubin -in "$1" -outform DER | tail -c 32 | base64; }
$ test "$(raw keys/seal.pem)" = "$SEAL"
$ test "$(raw keys/log.pem)" = \
>   "$(printf %s "${LOG#*+*+}" | base64 -d | tail -c 32 | base64)"
$ first=$(sed -n 's/.*"first_plan": *"sha256:\([^"]*\)".*/\1/p' "$TRUST")
$ echo "$first  plans/$first.json" | sha256sum --check --strict --quiet
"""
"""The keys of the folder are those of the trust file: read once, never taken on its own word."""

AUTHORITIES = r"""$ pem() { tr -d '\n' < "$TRUST" | sed "s/.*\"$1\": *\[\([^]]*\)].*/\1/" |
>   tr '"' '\n' | awk '{ gsub(/\\n/, "\n"); print }'; }
$ pem timestamp_authorities > "$T/tsa.pem"
$ pem seal_authorities > "$T/ca.pem"
"""

FILES = r"""$ sha256sum --check --strict --quiet manifest.sha256
$ find . ! -type d ! -path ./manifest.sha256 ! -path ./manifest.note \
>   ! -path './renewals/*' | cut -c3- | sort > "$T/present"
$ cut -c67- manifest.sha256 | sort | cmp - "$T/present"
"""

NOTES = r"""$ signed() {
>   sed -n "s|^— $ORIGIN ||p" "$1" | base64 -d | tail -c 64 > "$T/sig"
>   sed '/^$/,$d' "$1" > "$T/text"
>   openssl pkeyutl -verify -pubin -inkey keys/log.pem -rawin \
>     -in "$T/text" -sigfile "$T/sig"
> }
$ signed manifest.note
$ { printf 'releve/evidence/1\n%s\n' "$ORIGIN"
>   sha256sum < manifest.sha256 | cut -c1-64; } | cmp - "$T/text"
$ signed ledger/checkpoint
$ head -n 1 "$T/text" | grep -qxF "$ORIGIN"
"""

COSIGNED = r"""$ cosigned() {
>   { printf '\060\052\060\005\006\003\053\145\160\003\041\000'
>     tr '"' '\n' < "$TRUST" | sed -n "s|^$1+[0-9a-f]*+||p" | base64 -d |
>     tail -c 32; } > "$T/witness.der"
>   sed -n "s|^— $1 ||p" ledger/checkpoint | base64 -d > "$T/line"
>   time=0
>   for byte in $(head -c 12 "$T/line" | tail -c 8 | od -An -tu1)
>   do time=$((time * 256 + byte)); done
>   { printf 'cosignature/v1\ntime %s\n' "$time"
>     sed '/^$/,$d' ledger/checkpoint; } > "$T/text"
>   tail -c 64 "$T/line" > "$T/sig"
>   openssl pkeyutl -verify -pubin -keyform DER -inkey "$T/witness.der" \
>     -rawin -in "$T/text" -sigfile "$T/sig"
> }
"""

SEALED = r"""$ field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$N.dsse.json"; }
$ kind=$(field payloadType); field payload | base64 -d > "$T/payload"
$ { printf 'DSSEv1 %s %s ' "${#kind}" "$kind"
>   printf '%s ' $(($(wc -c < "$T/payload"))); cat "$T/payload"; } > "$T/pae"
$ field sig | base64 -d > "$T/sig"
$ openssl pkeyutl -verify -pubin -inkey keys/seal.pem -rawin \
>   -in "$T/pae" -sigfile "$T/sig"
$ hash() { sha256sum < "$1" | cut -c1-64; }
$ grep -qF "\"statement\":\"sha256:$(hash "$N.dsse.json")\"" "$N.entry.json"
$ grep -qF "\"pdf\":\"sha256:$(hash "$N.pdf")\"" "$N.entry.json"
"""

STAMPED = r"""$ genTime() { openssl ts -reply -token_in -in "$1" -text 2> "$T/log" |
>   sed -n 's/^Time stamp: //p'; }
$ stamped() { date -u -d "$(genTime "$2")" && openssl ts -verify -token_in \
>   -in "$2" -data "$1" -CAfile "${3:-$T/tsa.pem}" \
>   -attime "$(date -u -d "$(genTime "$2")" +%s)"; }
"""
"""Defines ``stamped FILE TOKEN``: true at the time that the token itself says."""

ATTACHED = r"""$ mkdir "$T/in" && pdfdetach -list "$N.pdf"
$ pdfdetach -saveall -o "$T/in" "$N.pdf"
$ cmp "$T/in/${N#*/}.dsse.json" "$N.dsse.json"
"""

PDF_SEALED = r"""$ mkdir "$T/nss" && certutil -N -d "$T/nss" --empty-password
$ certutil -A -d "$T/nss" -n releve -t C,C,C -a -i "$T/ca.pem"
$ pdfsig -nssdir "$T/nss" "$N.pdf" | tee "$T/said"
$ grep -q 'Signature is Valid' "$T/said"
$ grep -q 'Total document signed' "$T/said"
$ cp "$N.pdf" "$T/a.pdf" && (cd "$T" && pdfsig -dump a.pdf > log)
$ set -- $(sed -n '/Signed Ranges/s/[^0-9]/ /gp' "$T/said")
$ test $# = 4 && test "$4" = $(($(wc -c < "$T/a.pdf")))
$ { head -c "$2" "$T/a.pdf"; tail -c +$(($3 + 1)) "$T/a.pdf"; } > "$T/bytes"
$ openssl cms -verify -binary -inform DER -in "$T/a.pdf.sig0" \
>   -content "$T/bytes" -CAfile "$T/ca.pem" -purpose any \
>   -attime "$ISSUED" -out "$T/log"
"""

INCLUDED = r"""$ digest() { openssl dgst -sha256 -binary | base64; }
$ node() { { printf '\001'; printf %s "$1" | base64 -d
>   printf %s "$2" | base64 -d; } | digest; }
$ included() {
>   h=$({ printf '\000'; cat "$1"; } | digest)
>   f=$(sed -n 's/^index //p' "$2")
>   s=$(($(sed '1,/^$/d' "$2" | sed -n 2p) - 1))
>   test "$f" -le "$s" || return 1
>   for p in $(sed '/^$/,$d' "$2" | sed '1,/^index /d'); do
>     test $s -gt 0 || return 1
>     if test $((f % 2)) = 1 || test $f = $s; then
>       h=$(node "$p" "$h")
>       while test $((f % 2)) = 0 && test $f != 0
>       do f=$((f / 2)) s=$((s / 2)); done
>     else h=$(node "$h" "$p"); fi
>     f=$((f / 2)) s=$((s / 2))
>   done
>   test $s = 0 && test "$h" = "$(sed -n 3p ledger/checkpoint)" &&
>     sed '1,/^$/d' "$2" | cmp - ledger/checkpoint
> }
$ included "$N.entry.json" "$N.issued.tlog-proof"
$ included "$N.outcome.json" "$N.tlog-proof"
$ grep -qF "\"leaf_hash\":\"$({ printf '\000'; cat "$N.outcome.json"; } |
>   sha256sum | cut -c1-64)\"" "$T/payload"
"""

ACT = r"""$ ssh-keygen -Y verify -f keys/allowed_signers -I "$WHO" -n "$SPACE" \
>   -s "$S" -O verify-time="$AT" < "$A"
$ find ledger/tile/entries -type f -exec cat {} + |
>   grep -aqF "\"file\":\"sha256:$(sha256sum < "$A" | cut -c1-64)\""
$ test "acts/$(sha256sum < "$S" | cut -c1-64).sig" = "$S"
"""

RENEWED = r"""$ renewed() {
>   for r in renewals/[0-9]*; do
>     test -d "$r" || continue
>     { find . ! -type d ! -path './renewals/*'
>       for older in renewals/[0-9]*; do test "$older" != "$r" || break
>       find "./$older" ! -type d; done; } | cut -c3- | sort > "$T/all"
>     cut -c131- "$r/manifest.sha512" | sort | cmp - "$T/all" &&
>       sha512sum --check --strict --quiet "$r/manifest.sha512" &&
>       stamped "$r/manifest.sha512" "$r/token.tst" || return 1
>   done
> }
$ renewed
"""

LAST = r"""$ rm -r "$T"
"""
