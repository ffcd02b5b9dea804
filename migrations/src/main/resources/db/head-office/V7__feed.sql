-- What replication jobs read: the order in which head office's books changed.

-- Whoever adds to the books raises this row as the last step of its transaction and holds it until the
-- commit: so the positions follow the order of the commits, also of several processes, and have no gap.
CREATE TABLE feed_clock (
  id INT NOT NULL,
  feed_position BIGINT NOT NULL,
  CONSTRAINT feed_clock_pk PRIMARY KEY (id)
);

-- A position for every envelope that brought something new.
CREATE TABLE feed (
  feed_position BIGINT NOT NULL,
  -- Made up at random with the row. Where the books were restored from a backup, the same position has
  -- another mark in its second life, and a cursor that names the first is refused.
  feed_mark NVARCHAR(36)${exact} NOT NULL,
  store NVARCHAR(64)${exact} NOT NULL,
  ordinal INT NOT NULL,
  -- The facts lie after from_seq up to to_seq of that life of the store's change log.
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  -- How many there are of each kind, so that no table is asked in vain.
  documents INT NOT NULL,
  aside INT NOT NULL,
  decisions INT NOT NULL,
  -- The documents' bytes, or more.
  bytes BIGINT NOT NULL,
  CONSTRAINT feed_pk PRIMARY KEY (feed_position)
);

-- A release or a dismissal, and what the document was before the first of them: a fact is told to the job
-- that reads it late as it was told to the one that read it early.
CREATE TABLE document_decision (
  store NVARCHAR(64)${exact} NOT NULL,
  terminal NVARCHAR(64)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  -- 1, 2 … per document.
  step INT NOT NULL,
  kind NVARCHAR(16) NOT NULL,
  ordinal INT NOT NULL,
  seq BIGINT NOT NULL,
  resolved NVARCHAR(MAX) NULL,
  detail NVARCHAR(1000) NULL,
  former_reason NVARCHAR(32) NULL,
  former_detail NVARCHAR(1000) NULL,
  former_resolved NVARCHAR(MAX) NULL,
  CONSTRAINT document_decision_pk PRIMARY KEY (store, terminal, epoch, n, step),
  CONSTRAINT document_decision_seq UNIQUE (store, seq, ordinal)
);

CREATE INDEX document_collision_by_seq ON document_collision (store, seq);

-- What is held already comes first, a store after the other: that keeps each store's order, which is all
-- that is still known of it.
INSERT INTO feed (feed_position, feed_mark, store, ordinal, from_seq, to_seq, documents, aside, decisions, bytes)
SELECT ROW_NUMBER() OVER (ORDER BY h.store, h.ordinal, h.to_seq), CAST(NEWID() AS NVARCHAR(36)),
  h.store, h.ordinal, h.from_seq, h.to_seq, h.documents, h.aside, 0, 8388608
FROM (
  SELECT e.store, e.ordinal, e.from_seq, e.to_seq,
    (SELECT COUNT(*) FROM document d WHERE d.store = e.store AND d.ordinal = e.ordinal
      AND d.seq > e.from_seq AND d.seq <= e.to_seq) AS documents,
    (SELECT COUNT(*) FROM document_collision c WHERE c.store = e.store AND c.ordinal = e.ordinal
      AND c.seq > e.from_seq AND c.seq <= e.to_seq) AS aside
  FROM envelope e) h
WHERE h.documents + h.aside > 0;

INSERT INTO feed_clock (id, feed_position) SELECT 1, COUNT(*) FROM feed;

-- Programs that read the feed.
CREATE TABLE job (
  job NVARCHAR(64)${exact} NOT NULL,
  created_millis BIGINT NOT NULL,
  -- What it has: the position of the cursor that it last asked with, and when.
  feed_position BIGINT NOT NULL,
  asked_millis BIGINT NULL,
  CONSTRAINT job_pk PRIMARY KEY (job)
);

CREATE TABLE job_credential (
  credential_hash VARBINARY(32) NOT NULL,
  job NVARCHAR(64)${exact} NOT NULL,
  issued_millis BIGINT NOT NULL,
  revoked_millis BIGINT NULL,
  CONSTRAINT job_credential_pk PRIMARY KEY (credential_hash),
  CONSTRAINT job_credential_job_fk FOREIGN KEY (job) REFERENCES job (job)
);

CREATE INDEX job_credential_by_job ON job_credential (job);
