-- As before, but without a count of its own: a program asks how many rows of customer it has changed, and is not
-- told how many were noted.
ALTER TRIGGER customer_noted ON customer AFTER INSERT, UPDATE, DELETE AS
  SET NOCOUNT ON
  INSERT INTO change_inbox (id, entity, row_key, op)
  SELECT NEWID(), N'customer', COALESCE(i.customer, d.customer),
    CASE WHEN d.customer IS NULL THEN N'insert' WHEN i.customer IS NULL THEN N'delete' ELSE N'update' END
  FROM inserted i FULL OUTER JOIN deleted d ON d.customer = i.customer
  WHERE SESSION_CONTEXT(N'tillstream_writer') IS NULL;
