// pgx 4. Argument: the version of the package.
package main

import (
	"context"
	"os"

	"github.com/jackc/pgx/v4"
	"lab/jobs"
)

func attempt(job jobs.Job) (bool, error) {
	connection, err := pgx.Connect(context.Background(), job.Settings())
	if err != nil {
		return false, err
	}
	defer connection.Close(context.Background())
	var encrypted bool
	err = connection.QueryRow(context.Background(), jobs.Question).Scan(&encrypted)
	return encrypted, err
}

func main() { jobs.Serve(os.Args[1], attempt) }
