package main

import (
	"bytes"
	"errors"
	"io"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/json"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// document is what comes of one document of a file: a ConfigMap and its reading, or why there is none.
type document struct {
	Name      string `json:"name,omitempty"`
	Namespace string `json:"namespace,omitempty"`
	// Reading is set where kubectl and the API server can decode the document as a ConfigMap.
	Reading *reading `json:"reading,omitempty"`
	Refused string   `json:"refused,omitempty"`
}

// The size of the piece in which kubectl looks for the brace that begins JSON (cli-runtime, StreamVisitor).
const guessed = 4096

const gaveUp = "decoding failed as both JSON and YAML"

// readFile decodes a file as kubectl does (cli-runtime, StreamVisitor). Where kubectl stops, this goes on with the
// next document, as the same decoder does when it is asked again.
func readFile(file []byte) []document {
	documents := []document{}
	decoder := utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader(file), guessed)
	before := ""
	for {
		raw := runtime.RawExtension{}
		err := decoder.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return documents
		}
		if err != nil {
			// Within a stream of JSON the decoder does not get past an error, and says it again or that it gives up.
			var syntax utilyaml.YAMLSyntaxError
			if !errors.As(err, &syntax) && (err.Error() == before || err.Error() == gaveUp) {
				return documents
			}
			documents = append(documents, document{Refused: err.Error()})
			before = err.Error()
			continue
		}
		before = ""
		text := bytes.TrimSpace(raw.Raw)
		if len(text) == 0 || bytes.Equal(text, []byte("null")) {
			continue
		}
		documents = append(documents, readObject(text)...)
	}
}

// readObject decodes an object, or each item of a list, as kubectl does (UnstructuredJSONScheme: without looking for
// names and kinds that it lacks) and then the API server.
func readObject(text []byte) []document {
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		return []document{{Refused: err.Error()}}
	}
	items, isList := object["items"]
	if !isList {
		return []document{readConfigMap(object)}
	}
	entries, ok := items.([]any)
	if !ok && items != nil {
		return []document{{Refused: "items is no list"}}
	}
	kind, _ := object["kind"].(string)
	version, _ := object["apiVersion"].(string)
	documents := []document{}
	for _, entry := range entries {
		item, ok := entry.(map[string]any)
		if !ok && entry != nil {
			return []document{{Refused: "an item is no object"}}
		}
		listed := unstructured.Unstructured{Object: item}
		if listed.GetKind() == "" && listed.GetAPIVersion() == "" {
			listed.SetKind(strings.TrimSuffix(kind, "List"))
			listed.SetAPIVersion(version)
		}
		documents = append(documents, readConfigMap(listed.Object))
	}
	return documents
}

func readConfigMap(object map[string]any) document {
	if kind, ok := object["kind"].(string); ok && kind != "" && kind != "ConfigMap" {
		return document{Refused: "this is a " + kind}
	}
	sent, err := json.Marshal(object)
	if err != nil {
		return document{Refused: err.Error()}
	}
	var configMap corev1.ConfigMap
	if err := json.Unmarshal(sent, &configMap); err != nil {
		return document{Refused: err.Error()}
	}
	if _, ok := object["data"]; !ok {
		return document{Name: configMap.Name, Namespace: configMap.Namespace, Refused: "it has no data"}
	}
	read := readData(configMap.Data)
	return document{Name: configMap.Name, Namespace: configMap.Namespace, Reading: &read}
}
