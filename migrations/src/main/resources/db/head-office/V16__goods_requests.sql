-- Goods that one store asks another one for, by its settlement of a case; kept with that document in one
-- transaction. Whether the goods still lack, and what is on its way, is looked up when it is told.
CREATE TABLE goods_request (
  store NVARCHAR(64)${exact} NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  asked_store NVARCHAR(64)${exact} NOT NULL,
  -- Of the case that was settled so.
  kind NVARCHAR(24) NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  received_millis BIGINT NOT NULL,
  CONSTRAINT goods_request_pk PRIMARY KEY (store, terminal, epoch, n)
);
-- What a store is asked for.
CREATE INDEX goods_request_by_asked ON goods_request (asked_store, received_millis);
