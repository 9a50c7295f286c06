package httpapi

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
)

//go:embed docs.html
var docsTemplate string

//go:embed docs.css
var docsStyle []byte

// docs is the page about the API for people, made once from the contract. It needs no script.
type docs struct {
	html []byte
}

// docGroup is one tag of the contract with its operations.
type docGroup struct {
	Name, About string
	Operations  []docOperation
}

type docOperation struct {
	ID, Method, Path, Summary, About string
	Who                              string
	Parameters                       []docParameter
	Body, Answer, Example            string
	Status                           int
}

type docParameter struct {
	Name, In, Kind, About string
	Required              bool
}

// docSchema is a named shape of the contract.
type docSchema struct {
	Name, Kind, About string
	Fields            []docParameter
}

// part is a piece of a description: words, or code between backquotes.
type part struct {
	Text   string
	IsCode bool
}

func parts(text string) []part {
	var all []part
	for i, piece := range strings.Split(text, "`") {
		all = append(all, part{Text: piece, IsCode: i%2 == 1})
	}
	return all
}

func docSchemas(c *contract) []docSchema {
	var all []docSchema
	for name, ref := range c.doc.Components.Schemas {
		schema := docSchema{Name: name, Kind: kindOf(ref), About: ref.Value.Description}
		for field, of := range ref.Value.Properties {
			schema.Fields = append(schema.Fields, docParameter{
				Name: field, Kind: kindOf(of), About: of.Value.Description, Required: slices.Contains(ref.Value.Required, field),
			})
		}
		slices.SortFunc(schema.Fields, func(a, b docParameter) int { return strings.Compare(a.Name, b.Name) })
		all = append(all, schema)
	}
	slices.SortFunc(all, func(a, b docSchema) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// renderDocs makes the page; origin stands in its examples.
func renderDocs(c *contract, origin string) (*docs, error) {
	page, err := template.New("docs").Funcs(template.FuncMap{"parts": parts}).Parse(docsTemplate)
	if err != nil {
		return nil, fmt.Errorf("parse docs.html: %w", err)
	}
	var html bytes.Buffer
	err = page.Execute(&html, map[string]any{
		"Title": c.doc.Info.Title, "About": c.doc.Info.Description, "Groups": docGroups(c, origin), "Schemas": docSchemas(c),
	})
	if err != nil {
		return nil, fmt.Errorf("render docs.html: %w", err)
	}
	return &docs{html: html.Bytes()}, nil
}

func (d *docs) page(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", keepNot)
	return c.HTMLBlob(http.StatusOK, d.html)
}

func (d *docs) style(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", keepShortly)
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", docsStyle)
}

func (d *docs) contract(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", keepNot)
	return c.Blob(http.StatusOK, "application/yaml", contractText)
}

func docGroups(c *contract, origin string) []docGroup {
	groups := make([]docGroup, len(c.doc.Tags))
	for i, tag := range c.doc.Tags {
		groups[i] = docGroup{Name: tag.Name, About: tag.Description}
		for _, op := range c.byRoute {
			if slices.Contains(op.route.Operation.Tags, tag.Name) {
				groups[i].Operations = append(groups[i].Operations, docOf(op, origin))
			}
		}
		slices.SortFunc(groups[i].Operations, func(a, b docOperation) int {
			return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
		})
	}
	return groups
}

func docOf(op *operation, origin string) docOperation {
	contract := op.route.Operation
	doc := docOperation{
		ID: op.id, Method: op.route.Method, Path: apiBase + op.route.Path,
		Summary: contract.Summary, About: contract.Description, Who: op.rule.who.String(),
	}
	for _, params := range []openapi3.Parameters{op.route.PathItem.Parameters, contract.Parameters} {
		for _, p := range params {
			doc.Parameters = append(doc.Parameters, docParameter{
				Name: p.Value.Name, In: p.Value.In, Required: p.Value.Required,
				Kind: kindOf(p.Value.Schema), About: p.Value.Description,
			})
		}
	}
	if contract.RequestBody != nil {
		doc.Body = kindOf(contract.RequestBody.Value.Content.Get("application/json").Schema)
	}
	doc.Status, doc.Answer = successOf(contract)
	doc.Example = exampleOf(op, doc, origin)
	return doc
}

func successOf(contract *openapi3.Operation) (status int, schema string) {
	for _, status := range []int{http.StatusOK, http.StatusCreated, http.StatusNoContent} {
		response := contract.Responses.Status(status)
		if response == nil {
			continue
		}
		if content := response.Value.Content.Get("application/json"); content != nil {
			schema = kindOf(content.Schema)
		}
		return status, schema
	}
	return 0, ""
}

// kindOf names a schema, or says in a few words what it holds.
func kindOf(ref *openapi3.SchemaRef) string {
	if ref == nil {
		return ""
	}
	if name, ok := strings.CutPrefix(ref.Ref, "#/components/schemas/"); ok {
		return name
	}
	schema := ref.Value
	if len(schema.AllOf) == 1 {
		return kindOf(schema.AllOf[0])
	}
	kind := strings.Join(schema.Type.Slice(), " | ")
	switch {
	case len(schema.Enum) > 0:
		return strings.ReplaceAll(strings.Trim(fmt.Sprint(schema.Enum), "[]"), " ", " | ")
	case schema.Items != nil:
		return "list of " + kindOf(schema.Items)
	case schema.Format != "":
		return schema.Format
	}
	return kind
}

// exampleOf is a call as one would type it.
func exampleOf(op *operation, doc docOperation, origin string) string {
	sample := strings.NewReplacer("{site}", "demo", "{article}", "a1", "{", "$", "}", "")
	lines := []string{"curl " + methodFlag(op.route.Method) + origin + sample.Replace(doc.Path)}
	if op.rule.who != toAll && op.rule.who != toAnyone {
		lines = append(lines, `-H "Authorization: Bearer $TOKEN"`)
	}
	if doc.Body != "" {
		lines = append(lines, `-H "Content-Type: application/json"`, "-d @"+doc.Body+".json")
	}
	return strings.Join(lines, " \\\n  ")
}

func methodFlag(method string) string {
	if method == http.MethodGet {
		return ""
	}
	return "-X " + method + " "
}

// String says it for the page about the API.
func (w who) String() string {
	return [...]string{
		toAll: "everyone", toAnyone: "everyone", toMembers: "members", toWriters: "members in good standing",
		toModerators: "moderators of the site, administrators", toAdmins: "administrators",
		toPublishers: "the publisher's API key, administrators", toAccounts: "accounts of the desk",
	}[w]
}
