-- Notes every change of barcode, unless the store's own writer makes it.
CREATE TRIGGER barcode_noted AFTER INSERT, UPDATE, DELETE ON barcode FOR EACH ROW
  CALL 'io.tillstream.store.inbox.NoteChange';
