-- Counts of what is at a place. What a posted count says is in its documents, too; an open one is the
-- store's alone.
CREATE TABLE stock_count (
  count_id NVARCHAR(24)${exact} NOT NULL,
  kind NVARCHAR(8) NOT NULL,
  location NVARCHAR(16)${exact} NOT NULL,
  -- open, posted or cancelled.
  state NVARCHAR(10) NOT NULL,
  -- How far the log had come when it began: whatever was posted up to there came before it.
  started_seq BIGINT NOT NULL,
  started_at_millis BIGINT NOT NULL,
  ended_at_millis BIGINT NULL,
  -- Its first document; a later count's is higher.
  document_seq BIGINT NULL,
  counted_by NVARCHAR(64) NULL,
  approved_by NVARCHAR(64) NULL,
  -- What a terminal without a mark recorded up to then may have been there before the count.
  unsure_until_millis BIGINT NULL,
  CONSTRAINT stock_count_pk PRIMARY KEY (count_id)
);
CREATE INDEX stock_count_by_document ON stock_count (document_seq);

-- The items that a partial count is of; once posted, what was found of each item and what was booked.
CREATE TABLE count_line (
  item NVARCHAR(64)${exact} NOT NULL,
  count_id NVARCHAR(24)${exact} NOT NULL,
  counted_thousandths BIGINT NULL,
  variance_thousandths BIGINT NULL,
  CONSTRAINT count_line_pk PRIMARY KEY (item, count_id)
);
CREATE INDEX count_line_by_count ON count_line (count_id, item);

-- What people have entered on their devices. Of an item the entries of the last round add up.
CREATE TABLE count_entry (
  count_id NVARCHAR(24)${exact} NOT NULL,
  device NVARCHAR(64)${exact} NOT NULL,
  entry NVARCHAR(64)${exact} NOT NULL,
  item NVARCHAR(64)${exact} NOT NULL,
  round INT NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  counted_by NVARCHAR(64) NULL,
  entered_at_millis BIGINT NOT NULL,
  CONSTRAINT count_entry_pk PRIMARY KEY (count_id, device, entry)
);

-- Where terminals, and the store itself, have made their marks.
CREATE TABLE count_mark (
  count_id NVARCHAR(24)${exact} NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  CONSTRAINT count_mark_pk PRIMARY KEY (count_id, terminal, epoch, n)
);

-- Which documents a posted count includes.
CREATE TABLE count_cut (
  count_id NVARCHAR(24)${exact} NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  unmarked BIT NOT NULL,
  CONSTRAINT count_cut_pk PRIMARY KEY (terminal, count_id)
);
CREATE INDEX count_cut_by_count ON count_cut (count_id);

-- For which late documents a count's variance was put right, and by which document.
CREATE TABLE count_restatement (
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  count_id NVARCHAR(24)${exact} NOT NULL,
  document_seq BIGINT NOT NULL,
  CONSTRAINT count_restatement_pk PRIMARY KEY (terminal, epoch, n, count_id)
);
CREATE INDEX count_restatement_by_count ON count_restatement (count_id, document_seq);

-- Documents of which only a person can say whether a count includes them.
CREATE TABLE count_review (
  count_id NVARCHAR(24)${exact} NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  -- open, inside or outside.
  state NVARCHAR(8) NOT NULL,
  why NVARCHAR(16) NOT NULL,
  settled_by NVARCHAR(64) NULL,
  settled_at_millis BIGINT NULL,
  CONSTRAINT count_review_pk PRIMARY KEY (count_id, terminal, epoch, n)
);
