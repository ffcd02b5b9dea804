-- Transfers to and from other stores, as far as this store's own documents say: sums over them, which can be
-- made anew from the documents. A receipt is whole unless it says that more is to come.
CREATE TABLE transfer (
  transfer NVARCHAR(64)${exact} NOT NULL,
  other_store NVARCHAR(8)${exact} NOT NULL,
  started_on NVARCHAR(10) NOT NULL,
  dispatches INT NOT NULL,
  receipts INT NOT NULL,
  whole_receipts INT NOT NULL,
  CONSTRAINT transfer_pk PRIMARY KEY (transfer)
);

CREATE TABLE transfer_item (
  transfer NVARCHAR(64)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  dispatched_thousandths BIGINT NOT NULL,
  received_thousandths BIGINT NOT NULL,
  settled_thousandths BIGINT NOT NULL,
  CONSTRAINT transfer_item_pk PRIMARY KEY (transfer, item),
  CONSTRAINT transfer_item_transfer_fk FOREIGN KEY (transfer) REFERENCES transfer (transfer)
);
