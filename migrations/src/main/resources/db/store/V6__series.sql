-- Which series printed a document's number, and where in it; null where the document cannot be read, and on
-- documents that were received before these columns, whose bytes still say it.
ALTER TABLE document ADD series NVARCHAR(24)${exact} NULL;
ALTER TABLE document ADD series_counter BIGINT NULL;
ALTER TABLE document ADD series_period INT NULL;

-- Every template that ever was in force: terminals that are cut off print by former ones, so a new template is
-- held against all of them. Terminal - is the store's default; the highest set_no is in force.
CREATE TABLE series_template (
  terminal NVARCHAR(8)${exact} NOT NULL,
  series NVARCHAR(24)${exact} NOT NULL,
  set_no INT NOT NULL,
  template NVARCHAR(40)${exact} NOT NULL,
  set_at_millis BIGINT NOT NULL,
  CONSTRAINT series_template_pk PRIMARY KEY (terminal, series, set_no)
);

-- Number ranges that terminals share; numbers from next_number on are not lent yet.
CREATE TABLE number_range (
  range_name NVARCHAR(24)${exact} NOT NULL,
  first_number BIGINT NOT NULL,
  next_number BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  lease_size BIGINT NOT NULL,
  created_at_millis BIGINT NOT NULL,
  CONSTRAINT number_range_pk PRIMARY KEY (range_name)
);

-- What was lent to whom. The request tells a question that is asked again from a new one.
CREATE TABLE number_lease (
  range_name NVARCHAR(24)${exact} NOT NULL,
  first_number BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  request NVARCHAR(64)${exact} NOT NULL,
  granted_at_millis BIGINT NOT NULL,
  CONSTRAINT number_lease_pk PRIMARY KEY (range_name, first_number),
  CONSTRAINT number_lease_request UNIQUE (terminal, epoch, range_name, request)
);

-- Leased numbers that documents have used up.
CREATE TABLE leased_number (
  range_name NVARCHAR(24)${exact} NOT NULL,
  number BIGINT NOT NULL,
  document_seq BIGINT NOT NULL,
  CONSTRAINT leased_number_pk PRIMARY KEY (range_name, number, document_seq)
);
