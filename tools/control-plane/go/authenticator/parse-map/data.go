package main

import (
	"errors"
	"strings"

	"gopkg.in/yaml.v2"
	"k8s.io/apimachinery/pkg/util/json"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/aws-iam-authenticator/pkg/mapper/configmap"
)

type row struct {
	Arn      string   `json:"arn"`
	Username string   `json:"username"`
	Groups   []string `json:"groups"`
}

// reading is what the authenticator's store holds after it has seen a ConfigMap.
type reading struct {
	Roles    []row    `json:"roles"`
	Users    []row    `json:"users"`
	Accounts []string `json:"accounts"`
	// Broken names the keys that hold something else than a list: all of their rows are gone.
	Broken []string `json:"broken"`
	// Error is what the authenticator logs; rows may have been read all the same.
	Error string `json:"error,omitempty"`
}

func readData(data map[string]string) reading {
	users, roles, accounts, err := configmap.ParseMap(data)
	read := reading{Roles: []row{}, Users: []row{}, Accounts: []string{}, Broken: broken(data)}
	if err != nil {
		read.Error = err.Error()
	}
	// MapStore.saveMap puts them into maps by Key(): of those with one key the last stays.
	for i, role := range roles {
		if key := role.Key(); last(roles[i+1:], func(j int) string { return roles[i+1+j].Key() }, key) {
			arn := role.RoleARN
			if arn == "" {
				arn = key
			}
			read.Roles = append(read.Roles, row{arn, role.Username, list(role.Groups)})
		}
	}
	for i, user := range users {
		if last(users[i+1:], func(j int) string { return users[i+1+j].Key() }, user.Key()) {
			read.Users = append(read.Users, row{user.UserARN, user.Username, list(user.Groups)})
		}
	}
	seen := map[string]bool{}
	for _, account := range accounts {
		if !seen[account] {
			read.Accounts = append(read.Accounts, account)
		}
		seen[account] = true
	}
	return read
}

// last is true where none of those that follow has the same key.
func last[T any](following []T, keyOf func(int) string, key string) bool {
	for i := range following {
		if keyOf(i) == key {
			return false
		}
	}
	return true
}

func list(groups []string) []string {
	if groups == nil {
		return []string{}
	}
	return groups
}

// broken takes the steps of configmap.ParseMap, which does not tell an error that empties a list from one in a row.
func broken(data map[string]string) []string {
	keys := []string{}
	for _, key := range []string{"mapRoles", "mapUsers"} {
		if text := data[key]; !isSkippable(text) && !isList(text) {
			keys = append(keys, key)
		}
	}
	var accounts []string
	var typeError *yaml.TypeError
	text := data["mapAccounts"]
	if isSkippable(text) {
		return keys
	}
	if err := yaml.Unmarshal([]byte(text), &accounts); err != nil && !errors.As(err, &typeError) {
		keys = append(keys, "mapAccounts")
	}
	return keys
}

func isList(text string) bool {
	converted, err := utilyaml.ToJSON([]byte(text))
	if err != nil {
		return false
	}
	var value any
	if err := json.Unmarshal(converted, &value); err != nil {
		return false
	}
	_, ok := value.([]any)
	return ok || value == nil
}

func isSkippable(text string) bool {
	switch strings.TrimSpace(text) {
	case "", "``", `""`, "''":
		return true
	}
	return false
}
