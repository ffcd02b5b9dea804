-- Documents that were made anew: which place, and which printed number, of a former journal each stands for. Few,
-- so they have a table of their own, and the others pay nothing for it.
CREATE TABLE document_anew (
  terminal NVARCHAR(8)${exact} NOT NULL,
  former_epoch INT NOT NULL,
  former_n BIGINT NOT NULL,
  document_seq BIGINT NOT NULL,
  former_number NVARCHAR(64)${exact} NOT NULL,
  CONSTRAINT document_anew_pk PRIMARY KEY (terminal, former_epoch, former_n, document_seq)
);
