// Command parse-map says what aws-iam-authenticator and kubectl have of documents: a JSON request a line on stdin, a
// JSON answer a line on stdout, in the order of the requests. See README.md beside this file.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/sirupsen/logrus"
)

// request holds either the data of a ConfigMap or a file of manifests; []byte is base64 in JSON.
type request struct {
	Data map[string][]byte `json:"data,omitempty"`
	File []byte            `json:"file,omitempty"`
}

type answer struct {
	Reading   *reading   `json:"reading,omitempty"`
	Documents []document `json:"documents,omitempty"`
	// Panic is set where the authenticator or kubectl would have crashed.
	Panic string `json:"panic,omitempty"`
}

func main() {
	// The authenticator logs every error that it meets; here they are part of the answer.
	logrus.SetOutput(io.Discard)
	if err := serve(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func serve(in io.Reader, out io.Writer) error {
	requests := json.NewDecoder(bufio.NewReaderSize(in, 1<<16))
	answers := bufio.NewWriterSize(out, 1<<16)
	encoder := json.NewEncoder(answers)
	for {
		var asked request
		err := requests.Decode(&asked)
		if errors.Is(err, io.EOF) {
			return answers.Flush()
		}
		if err != nil {
			return fmt.Errorf("a request is not understood: %w", err)
		}
		if err := encoder.Encode(reply(asked)); err != nil {
			return err
		}
		// Whoever asked for many at once gets the answers in large pieces.
		if requests.Buffered().(interface{ Len() int }).Len() <= 1 {
			if err := answers.Flush(); err != nil {
				return err
			}
		}
	}
}

func reply(asked request) (given answer) {
	defer func() {
		if cause := recover(); cause != nil {
			given = answer{Panic: fmt.Sprint(cause)}
		}
	}()
	if asked.File != nil {
		return answer{Documents: readFile(asked.File)}
	}
	data := make(map[string]string, len(asked.Data))
	for key, value := range asked.Data {
		data[key] = string(value)
	}
	read := readData(data)
	return answer{Reading: &read}
}
