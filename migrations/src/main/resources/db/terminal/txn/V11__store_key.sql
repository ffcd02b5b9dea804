-- By which key files that are carried here by hand are known to come from our store.

CREATE TABLE store_key (
  only_row   INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  backup_key TEXT    NOT NULL
);
