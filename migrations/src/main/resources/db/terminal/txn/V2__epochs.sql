-- The lives of one terminal's journal, the last of which is numbered in.
CREATE TABLE epoch (
  epoch            INTEGER NOT NULL PRIMARY KEY,
  standing         TEXT    NOT NULL, -- ok, restored, forked or copied; other than ok nothing is numbered in it
  closed_at_millis INTEGER,          -- by the enrolment of the next; null in the one that lasts
  shared_n         INTEGER           -- closed: the last document that the store may hold as it is here; those
                                     -- after it are made anew in a later epoch. Null until the store has said
);
INSERT INTO epoch (epoch, standing) SELECT epoch, 'ok' FROM identity;

-- A document that was made anew in a later epoch keeps its place, its number and its bytes; its reference then
-- finds the newer one. SQLite drops a table's constraint by making the table again.
CREATE TABLE document_of_epochs (
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
  made_anew     INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT document_pk PRIMARY KEY (epoch, n),
  CONSTRAINT document_number_once UNIQUE (number)
);
INSERT INTO document_of_epochs (epoch, n, type, number, reference, fingerprint, hash, lines, total_minor,
    business_date, recorded_at, body)
  SELECT epoch, n, type, number, reference, fingerprint, hash, lines, total_minor, business_date, recorded_at, body
  FROM document;
DROP TABLE document;
ALTER TABLE document_of_epochs RENAME TO document;
CREATE UNIQUE INDEX document_reference_once ON document (type, reference) WHERE made_anew = 0;

-- Documents of an old disk that claim places which others have; each is made anew once.
CREATE TABLE recovered (
  epoch       INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  hash        BLOB    NOT NULL,
  fingerprint BLOB    NOT NULL,
  body        BLOB    NOT NULL,
  made_anew   INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT recovered_pk PRIMARY KEY (epoch, n, hash)
);
