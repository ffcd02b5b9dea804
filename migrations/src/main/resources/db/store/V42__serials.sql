-- Which documents sold a piece, or took it back: gone is 1 or -1. piece is item, # and serial number. No foreign
-- key to document, because both are written at the end of one transaction, in any order.
CREATE TABLE serial_document (
  piece NVARCHAR(128)${exact} NOT NULL,
  document_seq BIGINT NOT NULL,
  gone INT NOT NULL,
  CONSTRAINT serial_document_pk PRIMARY KEY (piece, document_seq)
);
