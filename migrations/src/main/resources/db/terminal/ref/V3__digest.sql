-- Sums over the rows of 1,024 buckets, kept up with each change, by which the replica is compared with the
-- store's. Empty until they were first computed; then there is a row for each bucket.

CREATE TABLE digest (
  bucket    INTEGER NOT NULL PRIMARY KEY,
  row_count INTEGER NOT NULL,
  high      INTEGER NOT NULL, -- upper and lower half of a number of 128 bits
  low       INTEGER NOT NULL
);
