-- Stock conflicts that wait, or waited, for a decision. The documents decide what is a case and what
-- settles it; these rows are found again from them after a restore. Nothing here refers to document
-- by a foreign key, because both are written at the end of one transaction, in any order.

-- id is made by the program: the epoch of the store's own documents, then a count. held and left are
-- what the shop floor held before the first document of a case, and when the case was closed.
CREATE TABLE conflict_case (
  id BIGINT NOT NULL,
  kind NVARCHAR(24)${exact} NOT NULL,
  subject NVARCHAR(128)${exact} NOT NULL,
  state NVARCHAR(8)${exact} NOT NULL,
  opened_at_millis BIGINT NOT NULL,
  held_thousandths BIGINT NULL,
  left_thousandths BIGINT NULL,
  closed_at_millis BIGINT NULL,
  closed_by_seq BIGINT NULL,
  CONSTRAINT conflict_case_pk PRIMARY KEY (id)
);
CREATE INDEX conflict_case_by_state ON conflict_case (state, id);

-- The one case of a kind and subject that is open.
CREATE TABLE open_case (
  kind NVARCHAR(24)${exact} NOT NULL,
  subject NVARCHAR(128)${exact} NOT NULL,
  case_id BIGINT NOT NULL,
  CONSTRAINT open_case_pk PRIMARY KEY (kind, subject)
);

-- The documents that a case came about by.
CREATE TABLE case_document (
  case_id BIGINT NOT NULL,
  document_seq BIGINT NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  joined_at_millis BIGINT NOT NULL,
  CONSTRAINT case_document_pk PRIMARY KEY (case_id, document_seq)
);

-- Documents that a settlement named: they open no other case of this kind and subject. Named by key,
-- because after a restore the settlement may come back before the document does.
CREATE TABLE case_answer (
  kind NVARCHAR(24)${exact} NOT NULL,
  subject NVARCHAR(128)${exact} NOT NULL,
  terminal NVARCHAR(8)${exact} NOT NULL,
  epoch INT NOT NULL,
  n BIGINT NOT NULL,
  settlement_seq BIGINT NOT NULL,
  CONSTRAINT case_answer_pk PRIMARY KEY (kind, subject, terminal, epoch, n)
);
