-- Goods that the store counts on because it sold them before it had them: open orders, each made by the settlement
-- of a case. from_store is who was asked to send them; without one a supplier is to deliver. They have arrived
-- when the shop floor is below zero no more. Found again from the settlements after a restore.
CREATE TABLE expected_goods (
  settlement_seq BIGINT NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  from_store NVARCHAR(8)${exact} NULL,
  state NVARCHAR(8)${exact} NOT NULL,
  since_millis BIGINT NOT NULL,
  arrived_at_millis BIGINT NULL,
  arrived_by_seq BIGINT NULL,
  CONSTRAINT expected_goods_pk PRIMARY KEY (settlement_seq)
);
CREATE INDEX expected_goods_by_item ON expected_goods (item, state);
CREATE INDEX expected_goods_by_state ON expected_goods (state, settlement_seq);

-- The case of an item tells which transfers of it are open.
CREATE INDEX transfer_item_by_item ON transfer_item (item, transfer);
CREATE INDEX transfer_news_item_by_item ON transfer_news_item (item, transfer);
