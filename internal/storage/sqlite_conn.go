package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/mattn/go-sqlite3"
)

// sqliteSetup runs on every connection, after what the DSN sets.
var sqliteSetup = [...]string{
	"PRAGMA temp_store = MEMORY",
	"PRAGMA mmap_size = 1073741824",         // reading 50 rows of 10 million takes 140 µs with it, 250 µs without
	"PRAGMA journal_size_limit = 134217728", // a WAL that a burst blew up is cut back
}

// sqliteMust is asserted on every connection: a mistyped DSN parameter is ignored without a word.
var sqliteMust = [...]struct {
	pragma string
	want   any
}{
	{"journal_mode", "wal"},
	{"synchronous", int64(2)}, // FULL
	{"foreign_keys", int64(1)},
	{"busy_timeout", int64(5000)},
	{"temp_store", int64(2)}, // MEMORY
}

// errDropped is what a job gets when it goes on after SQLite has dropped its transaction: outside of it each statement
// would commit by itself.
var errDropped = errors.New("the transaction is gone")

// connector opens SQLite connections that know Board's times. It stands in for a registered driver, which would have to
// be a global.
type connector struct {
	driver sqlite3.SQLiteDriver
	dsn    string
	on     func(error) // hears every error
}

// Connect opens a connection, sets it up and asserts its pragmas.
func (c *connector) Connect(context.Context) (driver.Conn, error) {
	opened, err := c.driver.Open(c.dsn)
	if err != nil {
		c.on(err)
		return nil, err //nolint:wrapcheck // database/sql passes it on, and its callers wrap it.
	}
	conn := &sqliteConn{SQLiteConn: opened.(*sqlite3.SQLiteConn), on: c.on}
	if err := conn.prepare(); err != nil {
		c.on(err)
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// Driver is asked for by database/sql.
func (c *connector) Driver() driver.Driver { return &c.driver }

// sqliteConn is mattn's connection, taught three things: times are bound as microseconds, errors are heard of, and no
// statement of a transaction runs outside of it.
type sqliteConn struct {
	*sqlite3.SQLiteConn
	on   func(error)
	inTx bool
}

func (c *sqliteConn) prepare() error {
	for _, statement := range sqliteSetup {
		if _, err := c.SQLiteConn.Exec(statement, nil); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	for _, must := range sqliteMust {
		have, err := c.pragma(must.pragma)
		if err != nil {
			return fmt.Errorf("read pragma %s: %w", must.pragma, err)
		}
		if have != must.want {
			return fmt.Errorf("pragma %s is %v, must be %v", must.pragma, have, must.want)
		}
	}
	return nil
}

func (c *sqliteConn) pragma(name string) (any, error) {
	rows, err := c.SQLiteConn.Query("PRAGMA "+name, nil)
	if err != nil {
		return nil, err //nolint:wrapcheck // prepare wraps it.
	}
	value := make([]driver.Value, 1)
	if err := rows.Next(value); err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(err, rows.Close())
	}
	return value[0], rows.Close() //nolint:wrapcheck // prepare wraps it.
}

// CheckNamedValue binds what the standard conversion gives, and a time as UTC microseconds.
func (c *sqliteConn) CheckNamedValue(arg *driver.NamedValue) error {
	value, err := driver.DefaultParameterConverter.ConvertValue(arg.Value)
	if err != nil {
		return fmt.Errorf("bind argument %d: %w", arg.Ordinal, err)
	}
	if t, ok := value.(time.Time); ok {
		value = t.UnixMicro()
	}
	arg.Value = value
	return nil
}

// BeginTx begins a transaction within which alone its statements run.
func (c *sqliteConn) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	tx, err := c.SQLiteConn.BeginTx(ctx, options)
	if err != nil {
		return nil, c.heard(err)
	}
	c.inTx = true
	return &sqliteTx{tx: tx, conn: c}, nil
}

// ExecContext is mattn's, within the transaction.
func (c *sqliteConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if c.dropped() {
		return nil, errDropped
	}
	result, err := c.SQLiteConn.ExecContext(ctx, query, args)
	return result, c.heard(err)
}

// QueryContext is mattn's, within the transaction.
func (c *sqliteConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if c.dropped() {
		return nil, errDropped
	}
	rows, err := c.SQLiteConn.QueryContext(ctx, query, args)
	return rows, c.heard(err)
}

// dropped reports that SQLite rolled the transaction back by itself, as it does on some errors.
func (c *sqliteConn) dropped() bool {
	return c.inTx && c.AutoCommit()
}

func (c *sqliteConn) heard(err error) error {
	if err != nil {
		c.on(err)
	}
	return err
}

// sqliteTx ends the watch over its connection with the transaction.
type sqliteTx struct {
	tx   driver.Tx
	conn *sqliteConn
}

func (t *sqliteTx) Commit() error {
	t.conn.inTx = false
	return t.conn.heard(t.tx.Commit())
}

func (t *sqliteTx) Rollback() error {
	t.conn.inTx = false
	return t.tx.Rollback() //nolint:wrapcheck // Nothing was promised that a failed rollback could break.
}
