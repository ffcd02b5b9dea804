-- Where each counter stands: per series, and within a year of the business date where the template prints the
-- year (else period is 0). It moves in the transaction of the document that takes the number. The templates
-- are in series, whose column next counts no more.
CREATE TABLE series_counter (
  epoch  INTEGER NOT NULL,
  series TEXT    NOT NULL,
  period INTEGER NOT NULL,
  next   INTEGER NOT NULL CHECK (next >= 1),
  CONSTRAINT series_counter_pk PRIMARY KEY (epoch, series, period)
) WITHOUT ROWID;

-- Until now a counter went through all years of an epoch; it goes on in each year that it was used in, so
-- that no number of that year comes again.
INSERT INTO series_counter (epoch, series, period, next)
  SELECT i.epoch, s.type, CAST(substr(d.business_date, 1, 4) AS INTEGER), s.next
  FROM identity i CROSS JOIN series s JOIN document d ON d.epoch = i.epoch AND d.type = s.type
  GROUP BY i.epoch, s.type, substr(d.business_date, 1, 4), s.next;
INSERT INTO series_counter (epoch, series, period, next)
  SELECT i.epoch, s.type, 0, s.next FROM identity i CROSS JOIN series s;

-- The shop's calendar: opened by a document, ended by a day close, moved by no clock.
CREATE TABLE business_day (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  open     TEXT,
  closed   TEXT
);
INSERT INTO business_day (only_row) VALUES (1);

-- What was voided, and by which document.
CREATE TABLE voided (
  epoch    INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  by_epoch INTEGER NOT NULL,
  by_n     INTEGER NOT NULL,
  CONSTRAINT voided_pk PRIMARY KEY (epoch, n)
) WITHOUT ROWID;

-- Numbers of shared ranges that the store has lent to this epoch.
CREATE TABLE lease (
  epoch              INTEGER NOT NULL,
  range_name         TEXT    NOT NULL,
  first_number       INTEGER NOT NULL,
  last_number        INTEGER NOT NULL,
  next_number        INTEGER NOT NULL,
  obtained_at_millis INTEGER NOT NULL,
  CONSTRAINT lease_pk PRIMARY KEY (epoch, range_name, first_number)
) WITHOUT ROWID;

-- A lease that was asked for and not answered yet. The same question is asked again, so that an answer that
-- was lost on the way lends nothing twice.
CREATE TABLE lease_request (
  epoch      INTEGER NOT NULL,
  range_name TEXT    NOT NULL,
  request    TEXT    NOT NULL,
  CONSTRAINT lease_request_pk PRIMARY KEY (epoch, range_name)
) WITHOUT ROWID;
