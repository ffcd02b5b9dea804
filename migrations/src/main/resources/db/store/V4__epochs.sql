-- The lives of a terminal's journal as the store has heard of them. A row exists once a terminal has
-- greeted in that epoch, or once the epoch was closed.
CREATE TABLE terminal_epoch (
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  known_session NVARCHAR(64)${exact} NULL,
  greeted_at_millis BIGINT NULL,
  refused NVARCHAR(16) NULL,
  refused_at_millis BIGINT NULL,
  closed_at_millis BIGINT NULL,
  held_n BIGINT NULL,
  claimed_n BIGINT NULL,
  witness_n BIGINT NULL,
  CONSTRAINT terminal_epoch_pk PRIMARY KEY (terminal, epoch)
);
