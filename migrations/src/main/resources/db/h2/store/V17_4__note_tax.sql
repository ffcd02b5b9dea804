-- Notes every change of tax, unless the store's own writer makes it.
CREATE TRIGGER tax_noted AFTER INSERT, UPDATE, DELETE ON tax FOR EACH ROW
  CALL 'io.tillstream.store.inbox.NoteChange';
