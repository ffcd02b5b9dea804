-- What head office has told of the other stores' documents on this store's transfers: whole sums, each answer
-- in the place of the one before.
CREATE TABLE transfer_news (
  transfer NVARCHAR(64)${exact} NOT NULL,
  other_store NVARCHAR(8)${exact} NOT NULL,
  started_on NVARCHAR(10) NOT NULL,
  dispatches INT NOT NULL,
  receipts INT NOT NULL,
  whole_receipts INT NOT NULL,
  CONSTRAINT transfer_news_pk PRIMARY KEY (transfer)
);

CREATE TABLE transfer_news_item (
  transfer NVARCHAR(64)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  dispatched_thousandths BIGINT NOT NULL,
  received_thousandths BIGINT NOT NULL,
  settled_thousandths BIGINT NOT NULL,
  CONSTRAINT transfer_news_item_pk PRIMARY KEY (transfer, item),
  CONSTRAINT transfer_news_item_fk FOREIGN KEY (transfer) REFERENCES transfer_news (transfer)
);
