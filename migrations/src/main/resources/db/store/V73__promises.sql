-- Goods that are kept for customers, as the store's own documents say. kept is what that customer has bought of it
-- since. No foreign key to document, because both are written at the end of one transaction, in any order.
CREATE TABLE promise (
  reference NVARCHAR(64)${exact} NOT NULL,
  customer NVARCHAR(64)${exact} NOT NULL,
  document_seq BIGINT NOT NULL,
  made_at_millis BIGINT NOT NULL,
  ended_seq BIGINT NULL,
  CONSTRAINT promise_pk PRIMARY KEY (reference)
);
CREATE TABLE promise_line (
  item NVARCHAR(64)${exact} NOT NULL,
  reference NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  kept_thousandths BIGINT NOT NULL,
  CONSTRAINT promise_line_pk PRIMARY KEY (item, reference)
);
