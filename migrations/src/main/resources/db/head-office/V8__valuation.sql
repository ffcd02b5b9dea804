-- What goods are worth, by legal entity: moving average in the order of the feed. All of it can be calculated
-- again from the books, the entities and the closed months.

CREATE TABLE legal_entity (
  entity NVARCHAR(32)${exact} NOT NULL,
  -- Of its costs; absent until somebody says it: then that of its first document counts.
  currency NVARCHAR(3) NULL,
  CONSTRAINT legal_entity_pk PRIMARY KEY (entity)
);

INSERT INTO legal_entity (entity) VALUES ('MAIN');

-- A store that is not here belongs to MAIN.
CREATE TABLE store_entity (
  store NVARCHAR(64)${exact} NOT NULL,
  entity NVARCHAR(32)${exact} NOT NULL,
  CONSTRAINT store_entity_pk PRIMARY KEY (store),
  CONSTRAINT store_entity_entity_fk FOREIGN KEY (entity) REFERENCES legal_entity (entity)
);

CREATE TABLE month_close (
  entity NVARCHAR(32)${exact} NOT NULL,
  -- 2026-11; all before it are closed, too.
  booked_month NVARCHAR(7)${exact} NOT NULL,
  -- What lies after this position of the feed is not booked in that month any more.
  feed_position BIGINT NOT NULL,
  closed_millis BIGINT NOT NULL,
  CONSTRAINT month_close_pk PRIMARY KEY (entity, booked_month),
  CONSTRAINT month_close_entity_fk FOREIGN KEY (entity) REFERENCES legal_entity (entity)
);

-- Whoever writes anything of the valuation holds this row until the commit: one ordered writer, also of several
-- processes.
CREATE TABLE valuation_clock (
  id INT NOT NULL,
  -- The calculation whose figures are shown.
  shown INT NOT NULL,
  CONSTRAINT valuation_clock_pk PRIMARY KEY (id)
);

INSERT INTO valuation_clock (id, shown) VALUES (1, 1);

-- The one that is shown, and beside it at most one that is being made anew to compare.
CREATE TABLE calculation (
  calculation INT NOT NULL,
  -- How far the feed was valued, and the mark that its position has in this history of the books.
  feed_position BIGINT NOT NULL,
  feed_mark NVARCHAR(36)${exact} NULL,
  started_millis BIGINT NOT NULL,
  CONSTRAINT calculation_pk PRIMARY KEY (calculation)
);

INSERT INTO calculation (calculation, feed_position, started_millis) VALUES (1, 0, 0);

-- What became of recomputations.
CREATE TABLE recomputation (
  calculation INT NOT NULL,
  finished_millis BIGINT NOT NULL,
  feed_position BIGINT NOT NULL,
  -- Rows of figures that only one of the two had.
  differences BIGINT NOT NULL,
  -- The first of them.
  entity NVARCHAR(32)${exact} NULL,
  item NVARCHAR(64)${exact} NULL,
  CONSTRAINT recomputation_pk PRIMARY KEY (calculation)
);

CREATE TABLE entity_value (
  calculation INT NOT NULL,
  entity NVARCHAR(32)${exact} NOT NULL,
  currency NVARCHAR(3) NULL,
  -- How many movements were valued for it.
  valuation_seq BIGINT NOT NULL,
  CONSTRAINT entity_value_pk PRIMARY KEY (calculation, entity)
);

-- Amounts are ten-thousandths of the currency's major unit.
CREATE TABLE item_value (
  calculation INT NOT NULL,
  entity NVARCHAR(32)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  value_ten_thousandths BIGINT NOT NULL,
  -- The last known cost of one unit.
  unit_cost_ten_thousandths BIGINT NOT NULL,
  is_cost_known BIT NOT NULL,
  CONSTRAINT item_value_pk PRIMARY KEY (calculation, entity, item)
);

-- What came from and went to each place outside of the entity in a month. Over all months and places the
-- quantities are those of item_value, and the amounts less the true-ups its value.
CREATE TABLE month_value (
  calculation INT NOT NULL,
  entity NVARCHAR(32)${exact} NOT NULL,
  booked_month NVARCHAR(7)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  counterpart NVARCHAR(16)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  amount_ten_thousandths BIGINT NOT NULL,
  true_up_ten_thousandths BIGINT NOT NULL,
  CONSTRAINT month_value_pk PRIMARY KEY (calculation, entity, booked_month, item, counterpart)
);

-- Movements of which a person should know: booked in another month than that of their business date, or not
-- valued at all.
CREATE TABLE late_value (
  calculation INT NOT NULL,
  entity NVARCHAR(32)${exact} NOT NULL,
  valuation_seq BIGINT NOT NULL,
  remark NVARCHAR(16) NOT NULL,
  store NVARCHAR(64)${exact} NOT NULL,
  terminal NVARCHAR(64)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  line INT NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  business_date NVARCHAR(10) NULL,
  booked_month NVARCHAR(7)${exact} NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  amount_ten_thousandths BIGINT NOT NULL,
  CONSTRAINT late_value_pk PRIMARY KEY (calculation, entity, valuation_seq)
);
