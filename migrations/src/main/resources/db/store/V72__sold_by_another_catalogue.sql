-- Items that are not for sale any more, so that a sale of one by a till that had not heard of it is found. seq is
-- the change that took it out. A row goes when the item comes back.
CREATE TABLE withdrawn_item (
  item NVARCHAR(64)${exact} NOT NULL,
  seq BIGINT NOT NULL,
  at_millis BIGINT NOT NULL,
  by_whom NVARCHAR(64) NOT NULL,
  CONSTRAINT withdrawn_item_pk PRIMARY KEY (item)
);

-- What the till of a document of a case had heard by then: heard is null where the document does not say. No
-- foreign key to document, because both are written at the end of one transaction, in any order.
CREATE TABLE case_heard (
  case_id BIGINT NOT NULL,
  document_seq BIGINT NOT NULL,
  since_millis BIGINT NOT NULL,
  by_whom NVARCHAR(64) NOT NULL,
  heard BIT NULL,
  heard_at_millis BIGINT NULL,
  CONSTRAINT case_heard_pk PRIMARY KEY (case_id, document_seq)
);
