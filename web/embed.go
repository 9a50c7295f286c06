// Package web holds what browsers load: the loader and the widget for publishers' pages, and the desk. `make web`
// builds them into dist, and they travel inside the binary. Every script, style and page has a .gz and a .br twin
// beside it, so that the server never compresses one.
package web

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// ErrNotBuilt is returned where the binary was built without its web files.
var ErrNotBuilt = errors.New("the web files are not built in: run make build")

// Manifest names the files that a page or a route begins with. Names are paths within Files. All below assets/ carry
// their content's hash in their names and never change; the others are asked for anew.
type Manifest struct {
	// Loader is the classic script that a publisher's page names.
	Loader string `json:"loader"`
	// Widget is the module the loader imports.
	Widget string `json:"widget"`
	// Desk is the desk's page; it loads its scripts from /assets/.
	Desk string `json:"desk"`
}

// Files returns the built files: board.js, admin/index.html, assets/… It fails with ErrNotBuilt where there are none.
func Files() (fs.FS, error) {
	if _, err := fs.Stat(dist, "dist/manifest.json"); errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	return fs.Sub(dist, "dist")
}

// ReadManifest returns the names of the built files. It fails with ErrNotBuilt where there are none.
func ReadManifest() (Manifest, error) {
	files, err := Files()
	if err != nil {
		return Manifest{}, err
	}
	text, err := fs.ReadFile(files, "manifest.json")
	if err != nil {
		return Manifest{}, fmt.Errorf("read the manifest of the web files: %w", err)
	}
	var manifest Manifest
	if err := json.Unmarshal(text, &manifest); err != nil {
		return Manifest{}, fmt.Errorf("decode the manifest of the web files: %w", err)
	}
	return manifest, nil
}
