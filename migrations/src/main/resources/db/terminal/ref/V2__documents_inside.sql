-- Which documents are inside the stock rows, for every stream of the store. A snapshot carries it, because
-- it is made for any terminal: the one that takes it over moves its own line to the cursor (I16).

CREATE TABLE applied (
  terminal TEXT    NOT NULL,
  epoch    INTEGER NOT NULL,
  n        INTEGER NOT NULL, -- documents up to this one are inside the stock rows
  CONSTRAINT applied_pk PRIMARY KEY (terminal, epoch)
) WITHOUT ROWID;
