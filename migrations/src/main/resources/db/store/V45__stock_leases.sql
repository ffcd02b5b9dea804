-- Items that are scarce: terminals sell no more of one than is leased to them, lot_thousandths at a time.
CREATE TABLE scarce_item (
  item NVARCHAR(64)${exact} NOT NULL,
  lot_thousandths BIGINT NOT NULL,
  chosen_at_millis BIGINT NOT NULL,
  CONSTRAINT scarce_item_pk PRIMARY KEY (item)
);

-- What is leased to each life of a terminal's journal, in sums over the documents after since_n. What was granted
-- and returned only grows; spent is kept in the transaction that books the documents.
CREATE TABLE stock_lease (
  item NVARCHAR(64)${exact} NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  since_n BIGINT NOT NULL,
  granted_thousandths BIGINT NOT NULL,
  returned_thousandths BIGINT NOT NULL,
  spent_thousandths BIGINT NOT NULL,
  wants_more INT NOT NULL,
  CONSTRAINT stock_lease_pk PRIMARY KEY (item, terminal, epoch)
);

-- When each life last told what is leased to it, in which life of the change log, and whether its journal may be a
-- copy of another's (once it may be, it stays so).
CREATE TABLE stock_lease_report (
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  incarnation NVARCHAR(36)${exact} NOT NULL,
  shared INT NOT NULL,
  reported_at_millis BIGINT NOT NULL,
  CONSTRAINT stock_lease_report_pk PRIMARY KEY (terminal, epoch)
);

-- Lives of the change log that began because the database had gone back, and in which a person has said that what
-- was leased since the backup is known again. In such a life nothing is granted before.
CREATE TABLE stock_lease_release (
  incarnation NVARCHAR(36)${exact} NOT NULL,
  released_at_millis BIGINT NOT NULL,
  CONSTRAINT stock_lease_release_pk PRIMARY KEY (incarnation)
);
