/** Schema steps, oldest first; `user_version` counts how many were run. A released step is never changed. */
export const MIGRATIONS = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE observations (
    feed_id INTEGER NOT NULL, round INTEGER NOT NULL, observer TEXT NOT NULL,
    id BLOB NOT NULL, bytes BLOB NOT NULL, own INTEGER NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (feed_id, round, observer)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE attestations (
    id TEXT PRIMARY KEY, purpose TEXT NOT NULL, notary TEXT NOT NULL,
    bytes BLOB NOT NULL, opening BLOB NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attestations_by_purpose ON attestations (purpose);
  CREATE TABLE equivocations (
    feed_id INTEGER NOT NULL, round INTEGER NOT NULL, observer TEXT NOT NULL,
    first BLOB NOT NULL, second BLOB NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (feed_id, round, observer)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outbox (
    key TEXT NOT NULL, tx_hash TEXT NOT NULL, bytes BLOB NOT NULL, state TEXT NOT NULL,
    outcome TEXT NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (key, tx_hash)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE commands (
    id INTEGER PRIMARY KEY, step TEXT NOT NULL, acts INTEGER NOT NULL,
    action_id TEXT, readback_id TEXT, reason TEXT NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE jobs (
    queue TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, run_at_ms INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL, state TEXT NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (queue, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX jobs_by_time ON jobs (queue, state, run_at_ms);
  `,
  `
  CREATE TABLE spendings (
    day INTEGER NOT NULL, purse TEXT NOT NULL, share TEXT NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (day, purse, share)
  ) STRICT, WITHOUT ROWID;
  `,
] as const;
