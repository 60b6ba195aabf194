package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosignature is the type of a witness's key (c2sp.org/tlog-cosignature).
const cosignature = 4

// head is a checkpoint: whose log, how many entries, and the root over them.
type head struct {
	origin string
	size   int64
	root   tlog.Hash
}

// signed returns the text of a note that a log key signed, each signature in its only form.
// Whether others may have signed too is said by others.
func (f *folder) signed(path string, others bool) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	n, err := note.Open(data, f.log)
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	rebuilt := n.Text + "\n"
	for _, s := range append(append([]note.Signature{}, n.Sigs...), n.UnverifiedSigs...) {
		if _, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil {
			return "", fmt.Errorf("%s: signature of %s: %w", path, s.Name, err)
		}
		rebuilt += "— " + s.Name + " " + s.Base64 + "\n"
	}
	if rebuilt != string(data) || (!others && len(n.UnverifiedSigs) > 0) {
		return "", fmt.Errorf("%s: signatures too many, repeated or out of order", path)
	}
	return n.Text, nil
}

// witnessed checks the cosignatures of known witnesses, and that enough of them cosigned.
func (f *folder) witnessed(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	cosigned, err := note.Open(data, f.witnesses)
	var none *note.UnverifiedNoteError
	if errors.As(err, &none) {
		cosigned = &note.Note{}
	} else if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if len(cosigned.Sigs) < f.quorum {
		return fmt.Errorf("%s: %d of %d witnesses", path, len(cosigned.Sigs), f.quorum)
	}
	return nil
}

// checkpoint reads a head that the log signed.
func (f *folder) checkpoint(path string) (head, error) {
	text, err := f.signed(path, true)
	if err != nil {
		return head{}, err
	}
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" || !f.logNames[lines[0]] {
		return head{}, fmt.Errorf("%s: not a checkpoint of this log", path)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 || strconv.FormatInt(size, 10) != lines[1] {
		return head{}, fmt.Errorf("%s: size %q", path, lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil || root.String() != lines[2] {
		return head{}, fmt.Errorf("%s: root %q", path, lines[2])
	}
	return head{origin: lines[0], size: size, root: root}, nil
}

// witness verifies cosignatures of c2sp.org/tlog-cosignature, which sumdb/note does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return witness{}, fmt.Errorf("%q: not a verifier key", vkey)
	}
	key, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != cosignature {
		return witness{}, fmt.Errorf("%q: not a cosignature key", vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return witness{}, fmt.Errorf("%q: key id differs", vkey)
	}
	return witness{name: parts[0], hash: hash, key: key[1:]}, nil
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	text := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", at)), msg...)
	return ed25519.Verify(w.key, text, sig[8:])
}
