-- What is made anew is looked up by the till app's reference: it may be held under another name. The reference
-- comes first: H2 follows a list of values only in an index's first column.
CREATE INDEX document_by_reference ON document (reference, terminal);
