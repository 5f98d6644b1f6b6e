package main

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// document is what comes of one document of a file: a ConfigMap and its reading, or why there is none.
type document struct {
	Name      string `json:"name,omitempty"`
	Namespace string `json:"namespace,omitempty"`
	// Reading is set where kubectl and the API server can decode the document as a ConfigMap.
	Reading *reading `json:"reading,omitempty"`
	Refused string   `json:"refused,omitempty"`
	// Whole is set where kubectl has all that it needs to send the document as a ConfigMap.
	Whole bool `json:"whole,omitempty"`
	// Stops is set where kubectl reads no further.
	Stops bool `json:"stops,omitempty"`
}

// The size of the piece in which kubectl looks for the brace that begins JSON (cli-runtime, StreamVisitor).
const guessed = 4096

const gaveUp = "decoding failed as both JSON and YAML"

// readFile decodes a file as kubectl does (cli-runtime, FileVisitor and StreamVisitor): UTF-16 with a byte order mark
// is text, and so is what is no UTF-8, with U+FFFD in its place, unless a mark promises UTF-8. Where kubectl stops, this goes on with the
// next document, as the same decoder does when it is asked again.
func readFile(file []byte) []document {
	documents := []document{}
	text := transform.NewReader(bytes.NewReader(file), unicode.BOMOverride(unicode.UTF8.NewDecoder()))
	decoder := utilyaml.NewYAMLOrJSONDecoder(text, guessed)
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
			documents = append(documents, document{Refused: err.Error(), Stops: true})
			before = err.Error()
			continue
		}
		before = ""
		object := bytes.TrimSpace(raw.Raw)
		if len(object) == 0 || bytes.Equal(object, []byte("null")) {
			continue
		}
		documents = append(documents, readObject(object)...)
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

// wrongKey finds a key that the API server does not take (pkg/apis/core/validation, ValidateConfigMap).
func wrongKey(configMap corev1.ConfigMap) (string, bool) {
	for key := range configMap.Data {
		_, twice := configMap.BinaryData[key]
		if twice || len(validation.IsConfigMapKey(key)) > 0 {
			return key, true
		}
	}
	for key := range configMap.BinaryData {
		if len(validation.IsConfigMapKey(key)) > 0 {
			return key, true
		}
	}
	return "", false
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
	if key, wrong := wrongKey(configMap); wrong {
		return document{Refused: "a ConfigMap may not have the key " + key}
	}
	whole := configMap.Kind == "ConfigMap" && configMap.APIVersion == "v1" && configMap.Name != ""
	decoded := document{Name: configMap.Name, Namespace: configMap.Namespace, Whole: whole}
	if _, ok := object["data"]; !ok {
		decoded.Refused = "it has no data"
		return decoded
	}
	read := readData(configMap.Data)
	decoded.Reading = &read
	return decoded
}
