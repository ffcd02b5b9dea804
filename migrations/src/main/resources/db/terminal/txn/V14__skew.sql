-- Terminal clock minus store clock as last measured: all that a terminal knows of its clock when it starts and
-- hears no store.
CREATE TABLE skew (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  millis   INTEGER NOT NULL
);
