-- What head office holds of every store. Typed keys compare exactly: 85123A and 85123a are two items.
-- Positions, epochs and ordinals are given by the program; times are epoch milliseconds, UTC.

CREATE TABLE store (
  store NVARCHAR(64)${exact} NOT NULL,
  created_millis BIGINT NOT NULL,
  -- Counts envelopes taken in. Its row is the turnstile: whoever raises it has the store to itself
  -- until the commit.
  envelopes BIGINT NOT NULL,
  last_envelope_millis BIGINT NULL,
  fork_seen_millis BIGINT NULL,
  -- While this is set, envelopes of the store are turned away.
  parked_millis BIGINT NULL,
  CONSTRAINT store_pk PRIMARY KEY (store)
);

CREATE TABLE store_credential (
  credential_hash VARBINARY(32) NOT NULL,
  store NVARCHAR(64)${exact} NOT NULL,
  issued_millis BIGINT NOT NULL,
  revoked_millis BIGINT NULL,
  CONSTRAINT store_credential_pk PRIMARY KEY (credential_hash),
  CONSTRAINT store_credential_store_fk FOREIGN KEY (store) REFERENCES store (store)
);

CREATE INDEX store_credential_by_store ON store_credential (store);

-- One row per life of a store's change log; the watermark.
CREATE TABLE store_stream (
  store NVARCHAR(64)${exact} NOT NULL,
  incarnation NVARCHAR(64)${exact} NOT NULL,
  -- 1, 2, 3 … in the order in which head office met them.
  ordinal INT NOT NULL,
  seq BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  first_seen_millis BIGINT NOT NULL,
  CONSTRAINT store_stream_pk PRIMARY KEY (store, incarnation),
  CONSTRAINT store_stream_ordinal UNIQUE (store, ordinal),
  CONSTRAINT store_stream_store_fk FOREIGN KEY (store) REFERENCES store (store)
);

-- Every envelope that was applied, with the chain after each of its new facts, so that a repeated one
-- is told from a forked one at any position.
CREATE TABLE envelope (
  store NVARCHAR(64)${exact} NOT NULL,
  ordinal INT NOT NULL,
  to_seq BIGINT NOT NULL,
  from_seq BIGINT NOT NULL,
  -- 40 bytes per fact in the order of seq: seq (8, big-endian) and hash (32). In one row, because a row
  -- for every fact would cost the inbox a tenth of its speed.
  chain VARBINARY(MAX) NOT NULL,
  received_millis BIGINT NOT NULL,
  CONSTRAINT envelope_pk PRIMARY KEY (store, ordinal, to_seq)
);

-- The head of every terminal's chain.
CREATE TABLE document_stream (
  store NVARCHAR(64)${exact} NOT NULL,
  terminal NVARCHAR(64)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  -- How many of its documents wait for a release.
  parked BIGINT NOT NULL,
  CONSTRAINT document_stream_pk PRIMARY KEY (store, terminal, epoch)
);

CREATE TABLE document (
  store NVARCHAR(64)${exact} NOT NULL,
  terminal NVARCHAR(64)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  -- Where it arrived: the life of the store's change log, and the position there.
  ordinal INT NOT NULL,
  seq BIGINT NOT NULL,
  -- The terminal's bytes, verbatim.
  body VARBINARY(MAX) NOT NULL,
  hash VARBINARY(32) NOT NULL,
  -- What lists show. Absent only when the store parked the document because it cannot be read.
  type NVARCHAR(32) NULL,
  number NVARCHAR(64)${exact} NULL,
  reference NVARCHAR(256)${exact} NULL,
  business_date NVARCHAR(10) NULL,
  recorded_at NVARCHAR(40) NULL,
  line_count INT NOT NULL,
  total_minor BIGINT NULL,
  currency NVARCHAR(3) NULL,
  verdict NVARCHAR(16) NOT NULL,
  reason NVARCHAR(32) NULL,
  detail NVARCHAR(1000) NULL,
  -- The store's decision on lines whose maker did not know the item, as JSON.
  resolved NVARCHAR(MAX) NULL,
  received_millis BIGINT NOT NULL,
  CONSTRAINT document_pk PRIMARY KEY (store, terminal, epoch, n),
  CONSTRAINT document_seq UNIQUE (store, seq, ordinal)
);

-- Another document under a key that is taken: kept beside the first, never instead of it.
CREATE TABLE document_collision (
  store NVARCHAR(64)${exact} NOT NULL,
  terminal NVARCHAR(64)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  ordinal INT NOT NULL,
  seq BIGINT NOT NULL,
  body VARBINARY(MAX) NOT NULL,
  received_millis BIGINT NOT NULL,
  CONSTRAINT document_collision_pk PRIMARY KEY (store, terminal, epoch, n, hash)
);

CREATE TABLE movement (
  store NVARCHAR(64)${exact} NOT NULL,
  terminal NVARCHAR(64)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  -- Index of the line, from 0.
  line INT NOT NULL,
  from_location NVARCHAR(16) NOT NULL,
  to_location NVARCHAR(16) NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  CONSTRAINT movement_pk PRIMARY KEY (store, terminal, epoch, n, line)
);

-- What the movements add up to at every real place, kept with them in one transaction. Virtual places
-- (customer, supplier, adjustment) are the other ends of the movements and are summed when asked for.
CREATE TABLE stock (
  store NVARCHAR(64)${exact} NOT NULL,
  location NVARCHAR(16)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  CONSTRAINT stock_pk PRIMARY KEY (store, location, item)
);

-- Envelopes whose chain is right but that hold a record which cannot be applied; raw, for a person.
CREATE TABLE parked_envelope (
  store NVARCHAR(64)${exact} NOT NULL,
  -- 1, 2, 3 … per store.
  number INT NOT NULL,
  incarnation NVARCHAR(64)${exact} NOT NULL,
  from_position BIGINT NOT NULL,
  previous_hash VARBINARY(32) NOT NULL,
  to_position BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  -- The record in the way, and what is wrong with it.
  seq BIGINT NOT NULL,
  detail NVARCHAR(1000) NOT NULL,
  -- The records as they came, one per line.
  body VARBINARY(MAX) NOT NULL,
  parked_millis BIGINT NOT NULL,
  resumed_millis BIGINT NULL,
  CONSTRAINT parked_envelope_pk PRIMARY KEY (store, number)
);
