-- Notes every change of item, unless the store's own writer makes it.
CREATE TRIGGER item_noted AFTER INSERT, UPDATE, DELETE ON item FOR EACH ROW
  CALL 'io.tillstream.store.inbox.NoteChange';
