// Command verifier-go checks the log of an evidence folder without a line of Relève: with Go's
// standard library and golang.org/x/mod/sumdb/{note,tlog}, which Go's own checksum log relies on.
//
// It checks the signatures of manifest.note and ledger/checkpoint, every file against the manifest,
// the tree rebuilt from the entry bundles, every tile of hashes, every inclusion proof beside a
// certificate, and, with -old, that an earlier checkpoint is of the same log. It says nothing about
// what the entries mean: roles, quorums, order of acts are for "releve verify".
//
//	verifier-go [-trust trust.json] [-old checkpoint]... evidence
//
// Exit status: 0 all is true, 1 something is not, 2 wrong call. The formats are those of
// docs/format/ledger.md and certificate.md. Without -trust the log key is the folder's own word.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// trust is what trust.json says that matters here.
type trust struct {
	LogKeys   []string `json:"log_keys"`
	Witnesses []string `json:"witnesses"`
	Quorum    int      `json:"witness_quorum"`
}

type folder struct {
	path      string
	log       note.Verifiers
	logNames  map[string]bool
	witnesses note.Verifiers
	quorum    int
}

type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func main() {
	var old list
	trusted := flag.String("trust", "", "the trust `file`, received by another way")
	flag.Var(&old, "old", "an earlier checkpoint `file` of the same log (repeatable)")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: verifier-go [-trust trust.json] [-old checkpoint]... evidence")
		os.Exit(2)
	}
	if err := verify(flag.Arg(0), *trusted, old); err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func verify(path, trusted string, old []string) error {
	f, err := open(path, trusted)
	if err != nil {
		return err
	}
	published := filepath.Join(path, "ledger/checkpoint")
	now, err := f.checkpoint(published)
	if err != nil {
		return err
	}
	if err := f.witnessed(published); err != nil {
		return err
	}
	files, err := f.manifest(now.origin)
	if err != nil {
		return err
	}
	tree, err := f.tree(now)
	if err != nil {
		return err
	}
	if err := f.tiles(now.size, tree); err != nil {
		return err
	}
	proofs, err := f.proofs(now)
	if err != nil {
		return err
	}
	for _, name := range old {
		if err := f.consistent(name, now, tree); err != nil {
			return err
		}
	}
	fmt.Printf("verified: %s, %d entries, root %v\n", now.origin, now.size, now.root)
	fmt.Printf("files %d, proofs %d, earlier checkpoints %d\n", files, proofs, len(old))
	if trusted == "" {
		fmt.Println("not authenticated: the log key is the folder's own word")
	}
	return nil
}

// open reads the keys: from the trust file, or failing that from the folder.
func open(path, trusted string) (*folder, error) {
	var t trust
	if trusted != "" {
		data, err := os.ReadFile(trusted)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &t); err != nil {
			return nil, err
		}
	} else {
		data, err := os.ReadFile(filepath.Join(path, "keys/log.vkey"))
		if err != nil {
			return nil, err
		}
		t.LogKeys = []string{strings.TrimSuffix(string(data), "\n")}
	}
	f := &folder{path: path, quorum: t.Quorum, logNames: map[string]bool{}}
	var logs, witnesses []note.Verifier
	for _, vkey := range t.LogKeys {
		v, err := note.NewVerifier(vkey)
		if err != nil {
			return nil, fmt.Errorf("log key: %w", err)
		}
		logs, f.logNames[v.Name()] = append(logs, v), true
	}
	for _, vkey := range t.Witnesses {
		w, err := newWitness(vkey)
		if err != nil {
			return nil, fmt.Errorf("witness key: %w", err)
		}
		witnesses = append(witnesses, w)
	}
	f.log, f.witnesses = note.VerifierList(logs...), note.VerifierList(witnesses...)
	return f, nil
}

// manifest checks every file against the signed list; it returns how many there are.
func (f *folder) manifest(origin string) (int, error) {
	listed, err := os.ReadFile(filepath.Join(f.path, "manifest.sha256"))
	if err != nil {
		return 0, err
	}
	text, err := f.signed(filepath.Join(f.path, "manifest.note"), false)
	if err != nil {
		return 0, err
	}
	if sum := sha256.Sum256(listed); text != fmt.Sprintf("releve/evidence/1\n%s\n%x\n", origin, sum) {
		return 0, errors.New("manifest.note: signs another manifest")
	}
	found := map[string]string{}
	err = filepath.WalkDir(f.path, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(f.path, path)
		if err != nil {
			return err
		}
		if name == "renewals" && entry.IsDir() {
			return fs.SkipDir // they come later, and say so themselves
		}
		if entry.IsDir() || name == "manifest.sha256" || name == "manifest.note" {
			return nil
		}
		if !entry.Type().IsRegular() {
			return fmt.Errorf("%s: not an ordinary file", name)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		found[name] = hex.EncodeToString(sum[:])
		return nil
	})
	if err != nil {
		return 0, err
	}
	lines := strings.Split(strings.TrimSuffix(string(listed), "\n"), "\n")
	for _, line := range lines {
		digest, name, _ := strings.Cut(line, "  ")
		if found[name] != digest {
			return 0, fmt.Errorf("%s: not as in the manifest", name)
		}
		delete(found, name)
	}
	for name := range found {
		return 0, fmt.Errorf("%s: not in the manifest", name)
	}
	return len(lines), nil
}
