-- What the documents of one store say of a transfer to or from another; kept with the documents in one
-- transaction. The transfer as a whole is the sum over its stores, made when it is asked for, because two
-- stores' envelopes are applied side by side.
CREATE TABLE transfer_part (
  transfer NVARCHAR(64)${exact} NOT NULL,
  store NVARCHAR(64)${exact} NOT NULL,
  other_store NVARCHAR(64)${exact} NOT NULL,
  started_on NVARCHAR(10) NOT NULL,
  dispatches INT NOT NULL,
  receipts INT NOT NULL,
  whole_receipts INT NOT NULL,
  CONSTRAINT transfer_part_pk PRIMARY KEY (transfer, store)
);

CREATE TABLE transfer_item (
  transfer NVARCHAR(64)${exact} NOT NULL,
  store NVARCHAR(64)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  dispatched_thousandths BIGINT NOT NULL,
  received_thousandths BIGINT NOT NULL,
  -- Missing for good; negative where more was found.
  settled_thousandths BIGINT NOT NULL,
  CONSTRAINT transfer_item_pk PRIMARY KEY (transfer, store, item)
);
-- What of an item is in transit in the chain.
CREATE INDEX transfer_item_by_item ON transfer_item (item);
-- What is on its way to a store.
CREATE INDEX transfer_part_by_other ON transfer_part (other_store);
