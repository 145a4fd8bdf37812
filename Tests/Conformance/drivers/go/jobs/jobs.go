// Package jobs is what the Go drivers share: jobs come as JSON lines on stdin, answers go to stdout.
package jobs

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"runtime"
)

// Question asks the server whether this session is encrypted: the truth is the server's.
const Question = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"

// Job is one attempt. The home folder is the process's own.
type Job struct {
	ID    int     `json:"id"`
	Port  int     `json:"port"`
	User  string  `json:"user"`
	Mode  *string `json:"mode"`
	Via   string  `json:"via"`
	Store string  `json:"store"`
}

// Settings are the job in keywords and values.
func (job Job) Settings() string {
	words := fmt.Sprintf("host=localhost port=%d user=%s dbname=lab connect_timeout=8", job.Port, job.User)
	if job.Mode != nil {
		words += " sslmode=" + *job.Mode
	}
	if job.Via == "named" {
		words += " sslrootcert=" + job.Store
	}
	return words
}

type answer struct {
	ID        int    `json:"id"`
	Connected bool   `json:"connected"`
	Encrypted bool   `json:"encrypted"`
	Error     string `json:"error"`
}

var minor = regexp.MustCompile(`^go(\d+\.\d+)`)

// Serve answers each job by what attempt says.
func Serve(version string, attempt func(Job) (bool, error)) {
	out := json.NewEncoder(os.Stdout)
	name := "go"
	if found := minor.FindStringSubmatch(runtime.Version()); found != nil {
		name = "go " + found[1]
	}
	_ = out.Encode(map[string]interface{}{"hello": map[string]string{"version": version, "runtime": name}})
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var job Job
		if err := json.Unmarshal(lines.Bytes(), &job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		said := answer{ID: job.ID}
		encrypted, err := attempt(job)
		if err != nil {
			said.Error = fmt.Sprintf("%T: %v", err, err)
		} else {
			said.Connected, said.Encrypted = true, encrypted
		}
		_ = out.Encode(said)
	}
}
