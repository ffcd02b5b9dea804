-- As before, but without a count of its own: a program asks how many rows of price it has changed, and is not
-- told how many were noted.
ALTER TRIGGER price_noted ON price AFTER INSERT, UPDATE, DELETE AS
  SET NOCOUNT ON
  INSERT INTO change_inbox (id, entity, row_key, op)
  SELECT NEWID(), N'price', COALESCE(i.item, d.item),
    CASE WHEN d.item IS NULL THEN N'insert' WHEN i.item IS NULL THEN N'delete' ELSE N'update' END
  FROM inserted i FULL OUTER JOIN deleted d ON d.item = i.item
  WHERE SESSION_CONTEXT(N'tillstream_writer') IS NULL;
