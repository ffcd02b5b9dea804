-- As before, but without a count of its own: a program asks how many rows of barcode it has changed, and is not
-- told how many were noted.
ALTER TRIGGER barcode_noted ON barcode AFTER INSERT, UPDATE, DELETE AS
  SET NOCOUNT ON
  INSERT INTO change_inbox (id, entity, row_key, op)
  SELECT NEWID(), N'barcode', COALESCE(i.barcode, d.barcode),
    CASE WHEN d.barcode IS NULL THEN N'insert' WHEN i.barcode IS NULL THEN N'delete' ELSE N'update' END
  FROM inserted i FULL OUTER JOIN deleted d ON d.barcode = i.barcode
  WHERE SESSION_CONTEXT(N'tillstream_writer') IS NULL;
