-- How far the change log is thinned out; one row. At or below floor_seq only the newest image of each
-- row is needed, and up to thinned_to only that is left. removals counts the removals that are no
-- longer there. ran_millis is for how long the store has run: age is counted in it, because a clock
-- that is set wrong must not make changes old.
CREATE TABLE log_floor (
  id INT NOT NULL,
  floor_seq BIGINT NOT NULL,
  thinned_to BIGINT NOT NULL,
  removals BIGINT NOT NULL,
  ran_millis BIGINT NOT NULL,
  CONSTRAINT log_floor_pk PRIMARY KEY (id),
  CONSTRAINT log_floor_one_row CHECK (id = 1)
);
INSERT INTO log_floor (id, floor_seq, thinned_to, removals, ran_millis) VALUES (1, 0, 0, 0, 0);

-- Where the log's head was when the store had run for so long; those above the floor.
CREATE TABLE log_mark (
  seq BIGINT NOT NULL,
  ran_millis BIGINT NOT NULL,
  CONSTRAINT log_mark_pk PRIMARY KEY (seq)
);

-- Which change of each row is left at or below thinned_to.
CREATE TABLE log_kept (
  entity NVARCHAR(16)${exact} NOT NULL,
  row_key NVARCHAR(64)${exact} NOT NULL,
  seq BIGINT NOT NULL,
  CONSTRAINT log_kept_pk PRIMARY KEY (entity, row_key)
);
