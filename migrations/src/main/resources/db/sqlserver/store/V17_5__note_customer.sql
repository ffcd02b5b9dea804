-- Notes every change of customer, unless the store's own writer makes it. One statement, so that it needs no
-- separator of batches.
CREATE TRIGGER customer_noted ON customer AFTER INSERT, UPDATE, DELETE AS
  INSERT INTO change_inbox (id, entity, row_key, op)
  SELECT NEWID(), N'customer', COALESCE(i.customer, d.customer),
    CASE WHEN d.customer IS NULL THEN N'insert' WHEN i.customer IS NULL THEN N'delete' ELSE N'update' END
  FROM inserted i FULL OUTER JOIN deleted d ON d.customer = i.customer
  WHERE SESSION_CONTEXT(N'tillstream_writer') IS NULL;
