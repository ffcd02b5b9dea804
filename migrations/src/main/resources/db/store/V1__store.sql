-- The store's books. Sequence numbers and keys are made by the program, never by the database, so
-- that seq follows the order of commits. ${exact} makes typed keys compare letter for letter.

-- One row: whose database this is, how far its change log has come, and which process may write.
CREATE TABLE store_clock (
  id INT NOT NULL,
  store NVARCHAR(8)${exact} NOT NULL,
  currency NVARCHAR(3) NOT NULL,
  incarnation NVARCHAR(36) NOT NULL,
  v BIGINT NOT NULL,
  leader_epoch BIGINT NOT NULL,
  CONSTRAINT store_clock_pk PRIMARY KEY (id),
  CONSTRAINT store_clock_one_row CHECK (id = 1)
);

-- Every committed change, in the order of the commits, without a gap. A row of state carries its
-- image, a JSON array in the order of the feed's columns; a document's content is in document.
CREATE TABLE change_log (
  seq BIGINT NOT NULL,
  entity NVARCHAR(16) NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  op NVARCHAR(8) NOT NULL,
  payload NVARCHAR(MAX) NULL,
  CONSTRAINT change_log_pk PRIMARY KEY (seq)
);

-- Documents as received; a row never changes. Columns that come out of the body are null where the
-- body cannot be read. seq leads, because documents arrive and leave in that order.
CREATE TABLE document (
  seq BIGINT NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  body VARBINARY(MAX) NOT NULL,
  type NVARCHAR(24) NULL,
  number NVARCHAR(64)${exact} NULL,
  reference NVARCHAR(64)${exact} NULL,
  business_date NVARCHAR(10) NULL,
  recorded_at NVARCHAR(32) NULL,
  skew_millis BIGINT NULL,
  line_count INT NOT NULL,
  total_minor BIGINT NULL,
  currency NVARCHAR(3) NULL,
  verdict NVARCHAR(8) NOT NULL,
  reason NVARCHAR(16) NULL,
  detail NVARCHAR(200) NULL,
  resolved NVARCHAR(MAX) NULL,
  received_at_millis BIGINT NOT NULL,
  CONSTRAINT document_pk PRIMARY KEY (seq),
  CONSTRAINT document_key UNIQUE (terminal, epoch, n)
);

-- Where each terminal's stream stands.
CREATE TABLE document_stream (
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  CONSTRAINT document_stream_pk PRIMARY KEY (terminal, epoch)
);

-- Documents that claim a place another document holds; hash is the chain hash at that place.
CREATE TABLE document_collision (
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  body VARBINARY(MAX) NOT NULL,
  received_at_millis BIGINT NOT NULL,
  CONSTRAINT document_collision_pk PRIMARY KEY (terminal, epoch, n, hash)
);

-- Documents that are parked now; item is the one they wait for, null when they wait for a person.
CREATE TABLE parked (
  document_seq BIGINT NOT NULL,
  reason NVARCHAR(16) NOT NULL,
  detail NVARCHAR(200) NULL,
  item NVARCHAR(64)${exact} NULL,
  CONSTRAINT parked_pk PRIMARY KEY (document_seq),
  CONSTRAINT parked_document_fk FOREIGN KEY (document_seq) REFERENCES document (seq)
);
CREATE INDEX parked_by_item ON parked (item);

-- Parked documents that were booked after all, with the decision on each undecided line.
CREATE TABLE document_release (
  seq BIGINT NOT NULL,
  document_seq BIGINT NOT NULL,
  resolved NVARCHAR(MAX) NOT NULL,
  CONSTRAINT document_release_pk PRIMARY KEY (seq),
  CONSTRAINT document_release_document UNIQUE (document_seq),
  CONSTRAINT document_release_document_fk FOREIGN KEY (document_seq) REFERENCES document (seq)
);

-- Which goods receipt was made for a reference, and the hash of what was asked for.
CREATE TABLE goods_receipt (
  reference NVARCHAR(64)${exact} NOT NULL,
  document_seq BIGINT NOT NULL,
  request_hash VARBINARY(32) NOT NULL,
  CONSTRAINT goods_receipt_pk PRIMARY KEY (reference)
);

-- Most rows of all are these, so the key is one number that only grows: document_seq * 8192 + line
-- (a document has at most 5,000 lines). A key of two columns is a second tree to write on H2.
CREATE TABLE movement (
  id BIGINT NOT NULL,
  document_seq BIGINT NOT NULL,
  line INT NOT NULL,
  from_location NVARCHAR(16)${exact} NOT NULL,
  to_location NVARCHAR(16)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  CONSTRAINT movement_pk PRIMARY KEY (id)
);

-- The fold of all movements, kept up to date in the transaction that books them.
CREATE TABLE stock (
  location NVARCHAR(16)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  CONSTRAINT stock_pk PRIMARY KEY (item, location)
);

CREATE TABLE item (
  item NVARCHAR(64)${exact} NOT NULL,
  description NVARCHAR(200) NOT NULL,
  tax_code NVARCHAR(64)${exact} NULL,
  stocked BIT NOT NULL,
  CONSTRAINT item_pk PRIMARY KEY (item)
);

CREATE TABLE barcode (
  barcode NVARCHAR(64)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  CONSTRAINT barcode_pk PRIMARY KEY (barcode)
);
CREATE INDEX barcode_by_item ON barcode (item);

CREATE TABLE price (
  item NVARCHAR(64)${exact} NOT NULL,
  unit_price_ten_thousandths BIGINT NOT NULL,
  CONSTRAINT price_pk PRIMARY KEY (item)
);

CREATE TABLE tax (
  tax_code NVARCHAR(64)${exact} NOT NULL,
  rate_basis_points INT NOT NULL,
  CONSTRAINT tax_pk PRIMARY KEY (tax_code)
);

-- Till positions; epoch is the last one granted, 0 before the first enrolment.
CREATE TABLE terminal (
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  created_at_millis BIGINT NOT NULL,
  enrolled_at_millis BIGINT NULL,
  revoked_at_millis BIGINT NULL,
  last_contact_millis BIGINT NULL,
  pending BIGINT NULL,
  oldest_pending_millis BIGINT NULL,
  agent_version NVARCHAR(64) NULL,
  CONSTRAINT terminal_pk PRIMARY KEY (terminal)
);

-- Only hashes of credentials are kept. Withdrawn ones stay, so that a terminal is told why.
CREATE TABLE credential (
  hash VARBINARY(32) NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  issued_at_millis BIGINT NOT NULL,
  revoked_at_millis BIGINT NULL,
  CONSTRAINT credential_pk PRIMARY KEY (hash),
  CONSTRAINT credential_epoch UNIQUE (terminal, epoch)
);

CREATE TABLE enrolment_code (
  code_hash VARBINARY(32) NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  created_at_millis BIGINT NOT NULL,
  expires_at_millis BIGINT NOT NULL,
  used_at_millis BIGINT NULL,
  CONSTRAINT enrolment_code_pk PRIMARY KEY (code_hash)
);

-- How far head office has confirmed the fact stream; one row.
CREATE TABLE uplink_cursor (
  id INT NOT NULL,
  acknowledged_seq BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  CONSTRAINT uplink_cursor_pk PRIMARY KEY (id),
  CONSTRAINT uplink_cursor_one_row CHECK (id = 1)
);
