-- Items of which this terminal sells no more than is leased to it, in any of its epochs; thousandths.
CREATE TABLE scarce_item (
  item TEXT    NOT NULL PRIMARY KEY,
  lot  INTEGER NOT NULL -- so much it may have at a time
) WITHOUT ROWID;

-- What is leased to each epoch, in sums over its documents after since_n. They move in the transaction of the
-- document that sells, and what is given back is here before the store is told.
CREATE TABLE stock_lease (
  epoch    INTEGER NOT NULL,
  item     TEXT    NOT NULL,
  since_n  INTEGER NOT NULL,
  granted  INTEGER NOT NULL,
  returned INTEGER NOT NULL,
  spent    INTEGER NOT NULL,
  doubted  INTEGER NOT NULL DEFAULT 0, -- the next answer may name what was granted to another machine
  CONSTRAINT stock_lease_pk PRIMARY KEY (epoch, item)
) WITHOUT ROWID;

-- How many times an epoch gave something back. Its witness notes the same before the store is told: a file that was
-- put back to the time before has the smaller figure, and gives up what is left.
CREATE TABLE stock_lease_return (
  epoch INTEGER NOT NULL PRIMARY KEY,
  times INTEGER NOT NULL
);

-- Epochs in which nothing but the store's word said that this journal is no copy, or in which its file was put back:
-- what was leased before was given up.
CREATE TABLE copied_epoch (
  epoch INTEGER NOT NULL PRIMARY KEY
);
