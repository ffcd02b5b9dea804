-- For whose sake terminals are shown nothing after the seq in feed_hold: several may need it at one time, and
-- it ends with the last of them. Until now only other programs' changes needed it.
CREATE TABLE feed_holder (
  holder NVARCHAR(16)${exact} NOT NULL,
  CONSTRAINT feed_holder_pk PRIMARY KEY (holder)
);
INSERT INTO feed_holder (holder) SELECT 'other-programs' FROM feed_hold;
