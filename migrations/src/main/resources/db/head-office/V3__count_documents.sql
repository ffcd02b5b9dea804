-- Counts and restatements that are booked, by the names which stay theirs when a restored store makes them anew:
-- each is booked once.
CREATE TABLE count_document (
  store NVARCHAR(64)${exact} NOT NULL,
  type NVARCHAR(32)${exact} NOT NULL,
  reference NVARCHAR(256)${exact} NOT NULL,
  CONSTRAINT count_document_pk PRIMARY KEY (store, type, reference)
);
