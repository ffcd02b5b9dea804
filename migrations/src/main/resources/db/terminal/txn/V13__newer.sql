-- Where a document stands that was made anew in a later epoch, by the hash of its former chain: places and
-- numbers of a copied terminal come twice, and a reference may belong to another document by now.
CREATE TABLE newer (
  former_hash   BLOB    NOT NULL PRIMARY KEY,
  former_number TEXT    NOT NULL,
  epoch         INTEGER NOT NULL,
  n             INTEGER NOT NULL,
  number        TEXT    NOT NULL
) WITHOUT ROWID;
CREATE INDEX newer_of_number ON newer (former_number);

INSERT OR IGNORE INTO newer (former_hash, former_number, epoch, n, number)
  SELECT former.hash, former.number, now.epoch, now.n, now.number
  FROM document now JOIN document former
    ON former.epoch = json_extract(CAST(now.body AS TEXT), '$.replaces.epoch')
    AND former.n = json_extract(CAST(now.body AS TEXT), '$.replaces.n')
    AND former.number = json_extract(CAST(now.body AS TEXT), '$.replaces.number')
  WHERE former.made_anew = 1;
