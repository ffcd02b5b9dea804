-- The life of its log that a store which does not seal its headers has named once; the second time it begins.
-- Here, not in a program's memory: two of them may hear one store in turn.
ALTER TABLE store ADD announced_incarnation NVARCHAR(64) NULL;
