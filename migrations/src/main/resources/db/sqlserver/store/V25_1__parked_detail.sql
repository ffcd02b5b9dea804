-- Causes are grouped by detail, which may be an item's code: 85123A and 85123a are two.
DROP INDEX parked_by_cause ON parked;
ALTER TABLE parked ALTER COLUMN detail NVARCHAR(200)${exact} NULL;
CREATE INDEX parked_by_cause ON parked (reason, detail, document_seq);
