package httpapi

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"board/internal/fault"
	"board/web"
)

// How long browsers keep the web files. Names below assets/ carry their content's hash; the loader's name never changes.
const (
	keepForever = "public, max-age=31536000, immutable"
	keepShortly = "public, max-age=300"
	keepNot     = "no-cache"
)

var errNotBuilt = fault.New(fault.Unavailable, "web_not_built", "This server was built without its web files.")

// file is one built file in all its encodings.
type file struct {
	kind, etag string
	plain      []byte
	gzip, br   []byte
}

// files are the built web files in memory: together they are a few hundred KB.
type files struct {
	byName   map[string]*file
	manifest web.Manifest
}

// loadFiles reads the built files with their compressed twins; nil gives a server without any.
func loadFiles(built fs.FS, manifest web.Manifest) (*files, error) {
	f := &files{byName: make(map[string]*file), manifest: manifest}
	if built == nil {
		return f, nil
	}
	err := fs.WalkDir(built, ".", func(name string, entry fs.DirEntry, err error) error {
		extension := path.Ext(name)
		if err != nil || entry.IsDir() || extension == ".gz" || extension == ".br" {
			return err
		}
		f.byName[name], err = loadFile(built, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("walk the web files: %w", err)
	}
	return f, nil
}

func loadFile(built fs.FS, name string) (*file, error) {
	plain, err := fs.ReadFile(built, name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	sum := sha256.Sum256(plain)
	f := &file{
		kind: mime.TypeByExtension(path.Ext(name)), plain: plain,
		etag: base64.RawURLEncoding.EncodeToString(sum[:12]),
	}
	switch path.Ext(name) {
	case ".js": // The system's table of types may be missing or wrong, and a module needs the right one.
		f.kind = "text/javascript; charset=utf-8"
	case ".html":
		f.kind = "text/html; charset=utf-8"
	case ".css":
		f.kind = "text/css; charset=utf-8"
	}
	f.gzip, _ = fs.ReadFile(built, name+".gz") // A twin that is missing is not needed.
	f.br, _ = fs.ReadFile(built, name+".br")
	return f, nil
}

// loader serves the script that publishers' pages name.
func (f *files) loader(c echo.Context) error {
	readByAll(c)
	return f.send(c, f.manifest.Loader, keepShortly)
}

// asset serves what the loader and the desk load, which never changes under its name.
func (f *files) asset(c echo.Context) error {
	readByAll(c)
	return f.send(c, "assets/"+c.Param("*"), keepForever)
}

// desk serves the desk's page at every address below /desk: the page itself finds its way.
func (f *files) desk(c echo.Context) error {
	return f.send(c, f.manifest.Desk, keepNot)
}

// readByAll lets pages of any origin load a file: they are the same for everyone, and sites embed them.
func readByAll(c echo.Context) {
	header := c.Response().Header()
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

func (f *files) send(c echo.Context, name, keep string) error {
	if len(f.byName) == 0 {
		return errNotBuilt
	}
	file, ok := f.byName[name]
	if !ok {
		return refused(http.StatusNotFound)
	}
	content, encoding := file.in(c.Request().Header.Get("Accept-Encoding"))
	header := c.Response().Header()
	header.Add("Vary", "Accept-Encoding")
	header.Set("Cache-Control", keep)
	header.Set("ETag", `"`+file.etag+encoding+`"`)
	if isAmong(header.Get("ETag"), c.Request().Header.Get("If-None-Match")) {
		return c.NoContent(http.StatusNotModified)
	}
	if encoding != "" {
		header.Set("Content-Encoding", encoding)
	}
	return c.Blob(http.StatusOK, file.kind, content)
}

// in chooses the smallest form the client takes.
func (f *file) in(accepted string) (content []byte, encoding string) {
	switch {
	case f.br != nil && accepts(accepted, "br"):
		return f.br, "br"
	case f.gzip != nil && accepts(accepted, "gzip"):
		return f.gzip, "gzip"
	}
	return f.plain, ""
}

// accepts reads Accept-Encoding (RFC 9110, section 12.5.3) as far as browsers use it: a name, perhaps with q=0.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			weight = strings.ReplaceAll(weight, " ", "")
			return weight != "q=0" && weight != "q=0.0" && weight != "q=0.000"
		}
	}
	return false
}
