-- A job that changes 100,000 rows notes each of them in its transaction. Their locks must not become one on
-- the whole inbox, for which other programs and the store's writer would wait.
ALTER TABLE change_inbox SET (LOCK_ESCALATION = DISABLE);
