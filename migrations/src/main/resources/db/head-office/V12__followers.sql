-- How far each store has come in each layer, as it said when it last asked; for people. A store may have gone
-- back since, as from a backup: nothing is decided by it.
CREATE TABLE reference_follower (
  store NVARCHAR(64)${exact} NOT NULL,
  layer NVARCHAR(8)${exact} NOT NULL,
  scope NVARCHAR(80)${exact} NOT NULL,
  seq BIGINT NOT NULL,
  asked_millis BIGINT NOT NULL,
  CONSTRAINT reference_follower_pk PRIMARY KEY (store, layer),
  CONSTRAINT reference_follower_store_fk FOREIGN KEY (store) REFERENCES store (store)
);
