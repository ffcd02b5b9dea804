-- Which group an item is of, for those that are of one: a row of its own, because terminals are not told of it and
-- whoever writes the item's row need not know it.
CREATE TABLE item_group (
  item NVARCHAR(64)${exact} NOT NULL,
  item_group NVARCHAR(64)${exact} NOT NULL,
  CONSTRAINT item_group_pk PRIMARY KEY (item)
);
