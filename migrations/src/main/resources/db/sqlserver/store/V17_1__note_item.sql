-- Notes every change of item, unless the store's own writer makes it. One statement, so that it needs no
-- separator of batches.
CREATE TRIGGER item_noted ON item AFTER INSERT, UPDATE, DELETE AS
  INSERT INTO change_inbox (id, entity, row_key, op)
  SELECT NEWID(), N'item', COALESCE(i.item, d.item),
    CASE WHEN d.item IS NULL THEN N'insert' WHEN i.item IS NULL THEN N'delete' ELSE N'update' END
  FROM inserted i FULL OUTER JOIN deleted d ON d.item = i.item
  WHERE SESSION_CONTEXT(N'tillstream_writer') IS NULL;
