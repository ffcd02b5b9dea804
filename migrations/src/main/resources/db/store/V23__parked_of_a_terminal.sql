-- Whose document is parked: every page of changes tells its reader which of its own are. (Filled in by the
-- next script: SQL Server reads a script whole before the column is there.)
ALTER TABLE parked ADD terminal NVARCHAR(8)${exact} NULL;
ALTER TABLE parked ADD epoch INT NULL;
