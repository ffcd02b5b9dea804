-- What other programs do to items, prices, barcodes, tax codes and customers, and what waits for it.

-- A changed row, noted by the triggers in the transaction that changed it and taken out by the
-- store's writer when the change is in its log. Ids are drawn at random and only tell rows apart: any
-- number handed out before the commit would tempt a reader to go on from the last one it saw.
CREATE TABLE change_inbox (
  id UNIQUEIDENTIFIER NOT NULL,
  entity NVARCHAR(16) NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  op NVARCHAR(8) NOT NULL,
  CONSTRAINT change_inbox_pk PRIMARY KEY (id)
);

-- Rows of other programs that terminals are not shown, and why. They are looked at again from time to
-- time.
CREATE TABLE inbox_problem (
  entity NVARCHAR(16)${exact} NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  detail NVARCHAR(200) NOT NULL,
  since_millis BIGINT NOT NULL,
  CONSTRAINT inbox_problem_pk PRIMARY KEY (entity, row_key)
);

-- While another program's transaction is taken over in portions, terminals are shown nothing after
-- this seq; no row at any other time.
CREATE TABLE feed_hold (
  id INT NOT NULL,
  seq BIGINT NOT NULL,
  CONSTRAINT feed_hold_pk PRIMARY KEY (id),
  CONSTRAINT feed_hold_one_row CHECK (id = 1)
);

-- Whom documents may name.
CREATE TABLE customer (
  customer NVARCHAR(64)${exact} NOT NULL,
  name NVARCHAR(200) NOT NULL,
  phone NVARCHAR(64) NULL,
  email NVARCHAR(200) NULL,
  CONSTRAINT customer_pk PRIMARY KEY (customer)
);

-- The customer that a parked document waits for, null when it waits for none.
ALTER TABLE parked ADD customer NVARCHAR(64)${exact} NULL;
CREATE INDEX parked_by_customer ON parked (customer);
CREATE INDEX parked_by_cause ON parked (reason, detail, document_seq);

-- Parked documents that a person has decided to leave unbooked for good.
CREATE TABLE document_dismissal (
  seq BIGINT NOT NULL,
  document_seq BIGINT NOT NULL,
  reason NVARCHAR(200) NOT NULL,
  dismissed_at_millis BIGINT NOT NULL,
  CONSTRAINT document_dismissal_pk PRIMARY KEY (seq),
  CONSTRAINT document_dismissal_document UNIQUE (document_seq),
  CONSTRAINT document_dismissal_document_fk FOREIGN KEY (document_seq) REFERENCES document (seq)
);

-- Documents whose bytes are no JSON, so that they travel to head office in another form.
CREATE TABLE document_not_json (
  document_seq BIGINT NOT NULL,
  CONSTRAINT document_not_json_pk PRIMARY KEY (document_seq),
  CONSTRAINT document_not_json_document_fk FOREIGN KEY (document_seq) REFERENCES document (seq)
);
