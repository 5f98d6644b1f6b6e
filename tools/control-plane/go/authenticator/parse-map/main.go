package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"sort"

	"github.com/sirupsen/logrus"
	"sigs.k8s.io/aws-iam-authenticator/pkg/mapper/configmap"
	"sigs.k8s.io/aws-iam-authenticator/pkg/config"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
)

type row struct {
	Arn      string   `json:"arn"`
	Username string   `json:"username"`
	Groups   []string `json:"groups"`
	Key string `json:"key"`
}
type out struct {
	Roles    []row    `json:"roles"`
	Users    []row    `json:"users"`
	Accounts []string `json:"accounts"`
	Err      string   `json:"err,omitempty"`
	RolesBroken bool `json:"rolesBroken"`
	UsersBroken bool `json:"usersBroken"`
}

func main() {
	logrus.SetOutput(io.Discard)
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	dec := json.NewDecoder(in)
	for {
		var data map[string]string
		if err := dec.Decode(&data); err == io.EOF {
			return
		} else if err != nil {
			panic(err)
		}
		o := one(data)
		b, _ := json.Marshal(o)
		w.Write(b)
		w.WriteByte('\n')
	}
}

func one(data map[string]string) (o out) {
	defer func() {
		if r := recover(); r != nil {
			o = out{Err: "PANIC"}
		}
	}()
	users, roles, accounts, err := configmap.ParseMap(data)
	o = out{Roles: []row{}, Users: []row{}, Accounts: []string{}}
	if err != nil {
		o.Err = err.Error()
	}
	_, e := utilyaml.ToJSON([]byte(data["mapRoles"]))
	o.RolesBroken = e != nil
	_, e = utilyaml.ToJSON([]byte(data["mapUsers"]))
	o.UsersBroken = e != nil
	// what saveMap keeps, at the place of the last
	last := map[string]int{}
	for i := range roles { last[roles[i].Key()] = i }
	for i := range roles {
		if last[roles[i].Key()] != i { continue }
		o.Roles = append(o.Roles, row{roles[i].RoleARN, roles[i].Username, nn(roles[i].Groups), roles[i].Key()})
	}
	last = map[string]int{}
	for i := range users { last[users[i].Key()] = i }
	for i := range users {
		if last[users[i].Key()] != i { continue }
		o.Users = append(o.Users, row{users[i].UserARN, users[i].Username, nn(users[i].Groups), users[i].Key()})
	}
	seen := map[string]bool{}
	for _, a := range accounts { if !seen[a] { seen[a] = true; o.Accounts = append(o.Accounts, a) } }
	sort.Strings(o.Accounts)
	return
}
func nn(g []string) []string { if g == nil { return []string{} }; return g }
var _ = config.RoleMapping{}
