-- Lives of the change log after the first. Each began because the database was found to have gone back
-- to an older state, as from a backup.
CREATE TABLE incarnation (
  incarnation NVARCHAR(36)${exact} NOT NULL,
  -- The life it follows, and where its log ended in the database as it was found.
  former NVARCHAR(36) NOT NULL,
  former_seq BIGINT NOT NULL,
  -- The epoch of the store's own documents, never used before.
  own_epoch INT NOT NULL,
  found_by NVARCHAR(16) NOT NULL,
  detail NVARCHAR(400) NOT NULL,
  began_at_millis BIGINT NOT NULL,
  -- When head office had nothing more to give back.
  fetched_at_millis BIGINT NULL,
  CONSTRAINT incarnation_pk PRIMARY KEY (incarnation)
);

-- What was missing of each stream when a life began, as others have told since.
CREATE TABLE restored_stream (
  incarnation NVARCHAR(36)${exact} NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  held_n BIGINT NOT NULL,
  claimed_n BIGINT NOT NULL,
  from_head_office BIGINT NOT NULL,
  CONSTRAINT restored_stream_pk PRIMARY KEY (incarnation, terminal, epoch)
);

-- Which life of the change log the cursor belongs to; null was written before lives were told apart.
ALTER TABLE uplink_cursor ADD incarnation NVARCHAR(36) NULL;
