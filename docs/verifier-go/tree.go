package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is that of c2sp.org/tlog-tiles: 256 hashes a tile, 256 entries a bundle.
const tileHeight = 8

// tree rebuilds the log from its entry bundles; it returns its hashes.
func (f *folder) tree(now head) (tlog.HashReader, error) {
	var entries int64
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, errors.New("no such hash")
			}
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	for first := int64(0); first < now.size; first += 1 << tileHeight {
		name := tilePath("entries", first>>tileHeight, width(now.size, first>>tileHeight))
		data, err := os.ReadFile(filepath.Join(f.path, "ledger", name))
		if err != nil {
			return nil, err
		}
		for len(data) > 0 {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("%s: cut short", name)
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			hashes, err := tlog.StoredHashes(entries, data[2:end], reader)
			if err != nil {
				return nil, err
			}
			entries, stored = entries+1, append(stored, hashes...)
			data = data[end:]
		}
	}
	if entries != now.size {
		return nil, fmt.Errorf("%d entries under a head of %d", entries, now.size)
	}
	root, err := tlog.TreeHash(now.size, reader)
	if err != nil {
		return nil, err
	}
	if root != now.root {
		return nil, fmt.Errorf("the entries give root %v, the head says %v", root, now.root)
	}
	return reader, nil
}

// tiles compares every tile of hashes with those of the rebuilt tree.
func (f *folder) tiles(size int64, tree tlog.HashReader) error {
	for level := 0; size>>(tileHeight*level) > 0; level++ {
		hashes := size >> (tileHeight * level)
		for n := int64(0); n<<tileHeight < hashes; n++ {
			w := width(hashes, n)
			tile := tlog.Tile{H: tileHeight, L: level, N: n, W: w}
			expected, err := tlog.ReadTileData(tile, tree)
			if err != nil {
				return err
			}
			name := filepath.Join("ledger", tilePath(strconv.Itoa(level), n, w))
			data, err := os.ReadFile(filepath.Join(f.path, name))
			if err != nil {
				return err
			}
			if !bytes.Equal(data, expected) {
				return fmt.Errorf("%s: not the hashes of this tree", name)
			}
		}
	}
	return nil
}

// width says how many of the hashes of a level are in its tile n.
func width(hashes, n int64) int {
	if left := hashes - n<<tileHeight; left < 1<<tileHeight {
		return int(left)
	}
	return 1 << tileHeight
}

// tilePath is the path of C2SP's tlog-tiles: that of tlog without its height.
func tilePath(level string, n int64, w int) string {
	path := tlog.Tile{H: tileHeight, L: 0, N: n, W: w}.Path()
	return "tile/" + level + strings.TrimPrefix(path, "tile/8/0")
}

// proofs checks the inclusion proofs beside the certificates; it returns how many there are.
func (f *folder) proofs(now head) (int, error) {
	beside := map[string]string{".issued.tlog-proof": ".entry.json", ".tlog-proof": ".outcome.json"}
	paths, err := filepath.Glob(filepath.Join(f.path, "certificates", "*.tlog-proof"))
	if err != nil {
		return 0, err
	}
	for _, path := range paths {
		suffix := ".tlog-proof"
		if strings.HasSuffix(path, ".issued.tlog-proof") {
			suffix = ".issued.tlog-proof"
		}
		entry, err := os.ReadFile(strings.TrimSuffix(path, suffix) + beside[suffix])
		if err != nil {
			return 0, err
		}
		if err := f.included(path, now, entry); err != nil {
			return 0, err
		}
	}
	return len(paths), nil
}

// included checks one c2sp.org/tlog-proof file under the head: that of the entry beside it.
func (f *folder) included(path string, now head, entry []byte) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	signed, err := os.ReadFile(filepath.Join(f.path, "ledger/checkpoint"))
	if err != nil {
		return err
	}
	lines, checkpoint, _ := strings.Cut(string(data), "\n\n")
	parts := strings.Split(lines, "\n")
	if checkpoint != string(signed) || len(parts) < 2 || parts[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("%s: not a proof under this head", path)
	}
	digits := strings.TrimPrefix(parts[1], "index ")
	index, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || "index "+strconv.FormatInt(index, 10) != parts[1] {
		return fmt.Errorf("%s: %q", path, parts[1])
	}
	proof := tlog.RecordProof{}
	for _, line := range parts[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil || hash.String() != line {
			return fmt.Errorf("%s: hash %q", path, line)
		}
		proof = append(proof, hash)
	}
	err = tlog.CheckRecord(proof, now.size, now.root, index, tlog.RecordHash(entry))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// consistent checks that an earlier checkpoint, signed by the log, is a past of this tree.
func (f *folder) consistent(path string, now head, tree tlog.HashReader) error {
	old, err := f.checkpoint(path)
	if err != nil {
		return err
	}
	if old.origin != now.origin || old.size > now.size {
		return fmt.Errorf("%s: %d entries were seen, %d are here", path, old.size, now.size)
	}
	proof, err := tlog.ProveTree(now.size, old.size, tree)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, now.size, now.root, old.size, old.root); err != nil {
		return fmt.Errorf("%s: not a past of this log: %w", path, err)
	}
	return nil
}
