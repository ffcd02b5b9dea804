-- As before, but without a count of its own: a program asks how many rows of tax it has changed, and is not
-- told how many were noted.
ALTER TRIGGER tax_noted ON tax AFTER INSERT, UPDATE, DELETE AS
  SET NOCOUNT ON
  INSERT INTO change_inbox (id, entity, row_key, op)
  SELECT NEWID(), N'tax', COALESCE(i.tax_code, d.tax_code),
    CASE WHEN d.tax_code IS NULL THEN N'insert' WHEN i.tax_code IS NULL THEN N'delete' ELSE N'update' END
  FROM inserted i FULL OUTER JOIN deleted d ON d.tax_code = i.tax_code
  WHERE SESSION_CONTEXT(N'tillstream_writer') IS NULL;
