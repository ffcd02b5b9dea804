-- What a person has decided on a document whose place another holds; empty while nobody has.
ALTER TABLE document_collision ADD settled_millis BIGINT NULL;
ALTER TABLE document_collision ADD settled_by NVARCHAR(64) NULL;
ALTER TABLE document_collision ADD settled_reason NVARCHAR(200) NULL;
