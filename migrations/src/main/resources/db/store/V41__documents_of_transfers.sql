-- This store's own documents of each transfer, so that a case of a transfer names them when news of it come
-- later. Transfers from before this script have none, and open no case until their next document. No foreign
-- key to document, because both are written at the end of one transaction, in any order.
CREATE TABLE transfer_document (
  transfer NVARCHAR(64)${exact} NOT NULL,
  document_seq BIGINT NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  CONSTRAINT transfer_document_pk PRIMARY KEY (transfer, document_seq)
);
