//go:build unix

package ingest

import (
	"testing"

	"github.com/samestory/samestory/ingest/sql/pgtest"
)

// TestPostgres runs the documented queries on tables as feed readers have them, as a user who may read and no more.
func TestPostgres(t *testing.T) {
	server := pgtest.Start(t)
	for _, c := range []struct{ database, query, id string }{
		{"miniflux", "miniflux", "miniflux-1"},
		{"freshrss", "freshrss-postgres", "freshrss-1773475200000001"},
		{"ttrss", "ttrss", "ttrss-1"},
	} {
		server.Exec(t, "postgres", "CREATE DATABASE "+c.database)
		server.Exec(t, c.database, schema(t, c.query)+"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
		checkReader(t, server.Address(c.database, "reader"), c.query, c.id)
	}
	path := server.Address("miniflux", "reader")
	all, problems := collect(t, Paths(t.Context(), []string{path}, &Options{Query: "SELECT title, tags AS links FROM entries WHERE id = 1"}))
	if len(all) != 1 || all[0].ID != "postgres://reader@/miniflux:1" || len(problems) > 0 {
		t.Errorf("got %+v, %v, want an article that is named by the server and its row, without the password", all, problems)
	}
}
