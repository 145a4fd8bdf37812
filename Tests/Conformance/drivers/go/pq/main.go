// lib/pq, by database/sql. Argument: the version of the package.
package main

import (
	"database/sql"
	"os"

	_ "github.com/lib/pq"
	"lab/jobs"
)

func attempt(job jobs.Job) (bool, error) {
	database, err := sql.Open("postgres", job.Settings())
	if err != nil {
		return false, err
	}
	defer database.Close()
	var encrypted bool
	err = database.QueryRow(jobs.Question).Scan(&encrypted)
	return encrypted, err
}

func main() { jobs.Serve(os.Args[1], attempt) }
