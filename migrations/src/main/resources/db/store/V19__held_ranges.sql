-- Shared ranges of which nothing is lent: the database went back, and nobody has said yet which numbers may have
-- been lent since the backup.
CREATE TABLE range_hold (
  range_name NVARCHAR(24)${exact} NOT NULL,
  since_millis BIGINT NOT NULL,
  CONSTRAINT range_hold_pk PRIMARY KEY (range_name)
);

-- So it is, too, in a store that was restored before it had this table.
INSERT INTO range_hold (range_name, since_millis)
  SELECT r.range_name, MAX(i.began_at_millis) FROM number_range r
    INNER JOIN incarnation i ON i.began_at_millis >= r.created_at_millis
  GROUP BY r.range_name;

-- A number on a document was lent, whatever the database remembers.
UPDATE number_range SET next_number = (
    SELECT MAX(u.number) + 1 FROM leased_number u
    WHERE u.range_name = number_range.range_name AND u.number <= number_range.last_number)
  WHERE EXISTS (
    SELECT 1 FROM leased_number u
    WHERE u.range_name = number_range.range_name AND u.number >= number_range.next_number
      AND u.number <= number_range.last_number);
