-- Notes every change of price, unless the store's own writer makes it.
CREATE TRIGGER price_noted AFTER INSERT, UPDATE, DELETE ON price FOR EACH ROW
  CALL 'io.tillstream.store.inbox.NoteChange';
