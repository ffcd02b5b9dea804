-- The journal of one terminal: what was sold here and who we are. Never replaced, never restored.

CREATE TABLE identity (
  only_row           INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  store              TEXT    NOT NULL,
  terminal           TEXT    NOT NULL,
  epoch              INTEGER NOT NULL,
  currency           TEXT    NOT NULL,
  store_url          TEXT    NOT NULL,
  credential         TEXT    NOT NULL,
  enrolled_at_millis INTEGER NOT NULL
);

-- The counter moves in the transaction of the document that takes the number, so a crash burns none.
CREATE TABLE series (
  type     TEXT    NOT NULL PRIMARY KEY,
  template TEXT    NOT NULL,
  next     INTEGER NOT NULL CHECK (next >= 1)
) WITHOUT ROWID;

CREATE TABLE document (
  epoch         INTEGER NOT NULL,
  n             INTEGER NOT NULL CHECK (n >= 1),
  type          TEXT    NOT NULL,
  number        TEXT    NOT NULL,
  reference     TEXT    NOT NULL,
  fingerprint   BLOB    NOT NULL, -- SHA-256 of what the till app asked for
  hash          BLOB    NOT NULL, -- the chain up to this document
  lines         INTEGER NOT NULL,
  total_minor   INTEGER NOT NULL,
  business_date TEXT    NOT NULL,
  recorded_at   TEXT    NOT NULL,
  body          BLOB    NOT NULL, -- the canonical bytes; the other columns repeat them for lists
  CONSTRAINT document_pk PRIMARY KEY (epoch, n),
  CONSTRAINT document_number_once UNIQUE (number),
  CONSTRAINT document_reference_once UNIQUE (type, reference)
);

-- How far the documents of an epoch have come.
CREATE TABLE delivery (
  epoch       INTEGER NOT NULL PRIMARY KEY,
  store_n     INTEGER NOT NULL DEFAULT 0, -- the store holds these durably
  store_hash  BLOB    NOT NULL,
  head_office INTEGER NOT NULL DEFAULT 0, -- head office holds these durably
  fork_n      INTEGER,                    -- where the store stands in another history, if it does
  fork_hash   BLOB
);

CREATE TABLE parked (
  epoch  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  reason TEXT    NOT NULL,
  detail TEXT,
  CONSTRAINT parked_pk PRIMARY KEY (epoch, n)
) WITHOUT ROWID;
