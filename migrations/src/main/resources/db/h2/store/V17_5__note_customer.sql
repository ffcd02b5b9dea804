-- Notes every change of customer, unless the store's own writer makes it.
CREATE TRIGGER customer_noted AFTER INSERT, UPDATE, DELETE ON customer FOR EACH ROW
  CALL 'io.tillstream.store.inbox.NoteChange';
