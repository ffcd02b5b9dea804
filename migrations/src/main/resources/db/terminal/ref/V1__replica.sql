-- The replica of the store's reference data. Holds nothing of this terminal's own: it can be thrown
-- away and fetched again at any time.

CREATE TABLE item (
  item        TEXT    NOT NULL PRIMARY KEY,
  description TEXT,
  tax_code    TEXT,
  stocked     INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE barcode (
  barcode TEXT NOT NULL PRIMARY KEY,
  item    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE price (
  item                      TEXT    NOT NULL PRIMARY KEY,
  unit_price_ten_thousandths INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE tax (
  tax_code          TEXT    NOT NULL PRIMARY KEY,
  rate_basis_points INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE stock (
  item                 TEXT    NOT NULL PRIMARY KEY,
  quantity_thousandths INTEGER NOT NULL
) WITHOUT ROWID;

-- Where the replica stands, as readers see it: always at a checkpoint.
CREATE TABLE cursor (
  only_row             INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  incarnation          TEXT    NOT NULL,
  seq                  INTEGER NOT NULL,
  applied              INTEGER NOT NULL, -- own documents up to this n are inside the stock rows
  checkpoint_at_millis INTEGER NOT NULL
);
