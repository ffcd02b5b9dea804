-- What head office says of the catalogue, prices, taxes and settings: for the chain, for a region or for one
-- store. Each of these scopes has a log of its own.

-- seq is raised first in each transaction that changes the scope and is held until its commit, so the order
-- of seq is the order of commits and no number is left out. hash is of the whole log up to there.
CREATE TABLE reference_scope (
  scope NVARCHAR(80)${exact} NOT NULL,
  incarnation NVARCHAR(36) NOT NULL,
  seq BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  -- The log has every change above this.
  floor_seq BIGINT NOT NULL,
  floor_hash VARBINARY(32) NOT NULL,
  CONSTRAINT reference_scope_pk PRIMARY KEY (scope)
);

-- The rows as they are. payload is a JSON array in the order of the columns; none means that the row is
-- withheld. A row of which the scope says nothing any more is not here. parent is the item of a barcode, and
-- the tax code of an item.
CREATE TABLE reference_row (
  scope NVARCHAR(80)${exact} NOT NULL,
  entity NVARCHAR(16)${exact} NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  bucket INT NOT NULL,
  parent NVARCHAR(64)${exact} NULL,
  payload NVARCHAR(MAX) NULL,
  CONSTRAINT reference_row_pk PRIMARY KEY (scope, entity, row_key)
);
CREATE INDEX reference_row_by_bucket ON reference_row (scope, bucket);
CREATE INDEX reference_row_by_parent ON reference_row (entity, parent);

-- Every change above the floor. op is put, withhold or remove.
CREATE TABLE reference_change (
  scope NVARCHAR(80)${exact} NOT NULL,
  seq BIGINT NOT NULL,
  entity NVARCHAR(16)${exact} NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  op NVARCHAR(8) NOT NULL,
  payload NVARCHAR(MAX) NULL,
  hash VARBINARY(32) NOT NULL,
  changed_millis BIGINT NOT NULL,
  CONSTRAINT reference_change_pk PRIMARY KEY (scope, seq)
);
