-- With which life of the store's change log the documents of a closed epoch were compared last; null: with none.
-- A store that was restored from a backup begins another life, and may lack what it once confirmed.
ALTER TABLE epoch ADD COLUMN compared_with TEXT;
