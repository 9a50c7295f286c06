package httpapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

// sharedAnswers may be kept by anyone, and are asked for anew each time.
const sharedAnswers = "public, max-age=0, must-revalidate"

// revalidate gives answers that are the same for everyone an ETag, and answers 304 to who has them already (RFC 9110,
// sections 8.8 and 13.1). The tag is made of the answer's bytes: an article's version says nothing about the nicknames
// under it or the switch of its section, the bytes say everything.
func (s *Server) revalidate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(e echo.Context) error {
		c := callIn(e)
		if !c.isShared() {
			return next(e)
		}
		writer := e.Response().Writer
		kept := &keptAnswer{ResponseWriter: writer}
		e.Response().Writer = kept
		err := next(e)
		e.Response().Writer = writer
		if err != nil {
			return err
		}
		e.Response().Status = kept.tagged(e.Request().Header.Get("If-None-Match"))
		return kept.send(e.Response().Status)
	}
}

func (c *call) isShared() bool {
	if c.operation == nil {
		return false
	}
	rule := c.operation.rule
	return rule.shared || rule.sharedWithStrangers && isAnonymous(c.actor)
}

// keptAnswer holds an answer back until its tag is known.
type keptAnswer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (k *keptAnswer) WriteHeader(status int)          { k.status = status }
func (k *keptAnswer) Write(bytes []byte) (int, error) { return k.body.Write(bytes) }
func (k *keptAnswer) Unwrap() http.ResponseWriter     { return k.ResponseWriter }

// tagged gives an answer its tag, and says with which status it goes out.
func (k *keptAnswer) tagged(ifNoneMatch string) int {
	if k.status != http.StatusOK {
		return k.status
	}
	sum := sha256.Sum256(k.body.Bytes())
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:15]) + `"`
	header := k.Header()
	header.Set("ETag", tag)
	header.Set("Cache-Control", sharedAnswers)
	header.Add("Vary", "Accept-Encoding")
	if isAmong(tag, ifNoneMatch) {
		header.Del("Content-Type")
		return http.StatusNotModified
	}
	return k.status
}

func (k *keptAnswer) send(status int) error {
	if status != http.StatusNotModified {
		k.Header().Set("Content-Length", strconv.Itoa(k.body.Len()))
	}
	k.ResponseWriter.WriteHeader(status)
	if status == http.StatusNotModified {
		return nil
	}
	_, err := k.ResponseWriter.Write(k.body.Bytes())
	return err
}

// isAmong compares tags weakly, as If-None-Match does: a proxy that compresses makes ours weak.
func isAmong(tag, ifNoneMatch string) bool {
	for candidate := range strings.SplitSeq(ifNoneMatch, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == tag || candidate == "*" {
			return true
		}
	}
	return false
}
