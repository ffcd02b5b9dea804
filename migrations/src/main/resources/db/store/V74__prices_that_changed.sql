-- How prices and tax rates changed: seq is a change of the same batch or a later one. became is null where
-- there is none since. Kept for 90 days, so that a sale by what a till had heard before is told from one at a person's price.
CREATE TABLE catalogue_step (
  row_key NVARCHAR(64)${exact} NOT NULL,
  entity NVARCHAR(8)${exact} NOT NULL,
  seq BIGINT NOT NULL,
  at_millis BIGINT NOT NULL,
  was BIGINT NOT NULL,
  became BIGINT NULL,
  CONSTRAINT catalogue_step_pk PRIMARY KEY (row_key, entity, seq)
);
CREATE INDEX catalogue_step_by_seq ON catalogue_step (seq);

-- What was charged on lines of a case, and what the store's own price or rate was then. No foreign key to document,
-- because both are written at the end of one transaction, in any order.
CREATE TABLE case_price (
  case_id BIGINT NOT NULL,
  document_seq BIGINT NOT NULL,
  line INT NOT NULL,
  entity NVARCHAR(8)${exact} NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  charged BIGINT NOT NULL,
  due BIGINT NOT NULL,
  since_millis BIGINT NOT NULL,
  heard_at_millis BIGINT NULL,
  CONSTRAINT case_price_pk PRIMARY KEY (case_id, document_seq, line, entity)
);
