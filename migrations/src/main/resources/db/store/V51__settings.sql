-- How the store is to work, by name, as head office or the store itself says.
CREATE TABLE setting (
  name NVARCHAR(64)${exact} NOT NULL,
  setting_value NVARCHAR(200) NOT NULL,
  CONSTRAINT setting_pk PRIMARY KEY (name)
);
