-- What head office says of the catalogue, prices, taxes and settings, in its three layers (chain, region,
-- store), as last followed. What the shop sells by is in item, barcode, price, tax and setting, as before.

-- Where each layer stands. The cursor moves in the transaction that applies the page. bucket is the next one
-- while the layer is read as a whole; then it is null. No row before the first page.
CREATE TABLE layer_cursor (
  layer NVARCHAR(8)${exact} NOT NULL,
  scope NVARCHAR(80)${exact} NOT NULL,
  incarnation NVARCHAR(36) NOT NULL,
  -- The last change applied; while buckets are read, where the log stood at the first of them.
  after_seq BIGINT NOT NULL,
  -- The newest position that head office ever told of, and the hash of its log up to there.
  known_seq BIGINT NOT NULL,
  known_hash VARBINARY(32) NOT NULL,
  head_seq BIGINT NOT NULL,
  bucket INT NULL,
  -- The tables that the program knew: one that knows more begins anew.
  known_tables NVARCHAR(200) NOT NULL,
  moved_millis BIGINT NOT NULL,
  CONSTRAINT layer_cursor_pk PRIMARY KEY (layer)
);

-- The rows of each layer; no payload means withheld. parent is the item of a barcode.
CREATE TABLE layer_row (
  layer NVARCHAR(8)${exact} NOT NULL,
  entity NVARCHAR(16)${exact} NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  bucket INT NOT NULL,
  parent NVARCHAR(64)${exact} NULL,
  payload NVARCHAR(MAX) NULL,
  CONSTRAINT layer_row_pk PRIMARY KEY (row_key, entity, layer)
);
CREATE INDEX layer_row_by_bucket ON layer_row (layer, bucket);
CREATE INDEX layer_row_by_parent ON layer_row (parent);

-- Rows of which a layer says something else now, and which are not yet sold by it. place is the order in
-- which they are settled: what others name comes first, and tax codes that are taken away come last.
CREATE TABLE layer_due (
  place INT NOT NULL,
  entity NVARCHAR(16)${exact} NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  CONSTRAINT layer_due_pk PRIMARY KEY (place, entity, row_key)
);
CREATE INDEX layer_due_by_key ON layer_due (row_key);

-- Whose word a row is, where head office has one in it. own: the store has written over it; own and withheld:
-- the store has blocked it. A row that is not here is the store's alone. payload is what the store said, while
-- that is not in force because the item is not sold: with the item it comes back.
CREATE TABLE row_owner (
  entity NVARCHAR(16)${exact} NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  layer NVARCHAR(8)${exact} NOT NULL,
  withheld BIT NOT NULL,
  payload NVARCHAR(MAX) NULL,
  since_millis BIGINT NOT NULL,
  CONSTRAINT row_owner_pk PRIMARY KEY (row_key, entity)
);
CREATE INDEX row_owner_by_layer ON row_owner (layer);

-- Items that are blocked, and those that were: head office withholds them, or the store has taken them away though
-- head office has them. The item is gone from what the shop sells by; what was known of it stays here, because
-- a sale of it is a fact all the same. from_seq is the change from which terminals have it no more; until_seq
-- the one with which the block ended, null while it stands. layer is whose word the block is.
CREATE TABLE item_block (
  item NVARCHAR(64)${exact} NOT NULL,
  from_seq BIGINT NOT NULL,
  from_millis BIGINT NOT NULL,
  until_seq BIGINT NULL,
  until_millis BIGINT NULL,
  layer NVARCHAR(8)${exact} NOT NULL,
  description NVARCHAR(200) NOT NULL,
  tax_code NVARCHAR(64)${exact} NULL,
  stocked BIT NOT NULL,
  CONSTRAINT item_block_pk PRIMARY KEY (item, from_seq)
);
