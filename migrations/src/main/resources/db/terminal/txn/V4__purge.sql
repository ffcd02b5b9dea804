-- How far an epoch's oldest documents were deleted after head office had them. The chain goes on from here.
CREATE TABLE purge (
  epoch     INTEGER NOT NULL PRIMARY KEY,
  n         INTEGER NOT NULL, -- documents up to this one are gone
  hash      BLOB    NOT NULL, -- the chain up to it
  at_millis INTEGER NOT NULL
);
