package httpapi

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

//go:embed openapi.yaml
var contractText []byte

// operation is one row of the contract: a method at a path, and who may use it.
type operation struct {
	id    string
	rule  rule
	route *routers.Route
}

// contract is openapi.yaml, read.
type contract struct {
	doc *openapi3.T
	// byRoute finds an operation by method and echo's form of the path.
	byRoute map[string]*operation
}

// loadContract reads openapi.yaml and checks that access.go has exactly its operations.
func loadContract() (*contract, error) {
	doc, err := openapi3.NewLoader().LoadFromData(contractText)
	if err != nil {
		return nil, fmt.Errorf("parse openapi.yaml: %w", err)
	}
	rules := rules()
	c := &contract{doc: doc, byRoute: make(map[string]*operation, len(rules))}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			rule, ok := rules[op.OperationID]
			if !ok {
				return nil, fmt.Errorf("nothing says who may call %s", op.OperationID)
			}
			delete(rules, op.OperationID)
			c.byRoute[method+" "+apiBase+echoPath(path)] = &operation{
				id: op.OperationID, rule: rule,
				route: &routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: op},
			}
		}
	}
	for id := range rules {
		return nil, fmt.Errorf("the contract has no operation %s", id)
	}
	return c, nil
}

// echoPath turns {site} into :site.
func echoPath(path string) string {
	return strings.ReplaceAll(strings.ReplaceAll(path, "{", ":"), "}", "")
}

// operationOf is the operation that echo routed to, nil where it is none of the contract's.
func (c *contract) operationOf(method, path string) *operation {
	return c.byRoute[method+" "+path]
}
