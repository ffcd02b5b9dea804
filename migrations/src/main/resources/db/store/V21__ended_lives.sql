-- Lives of the change log that are over, whoever named them: what terminals were told in them was lost
-- with them, and begins no other life. Backups of one database that are put back one after the other do
-- not know of each other's lives.
CREATE TABLE ended_life (
  incarnation NVARCHAR(36)${exact} NOT NULL,
  CONSTRAINT ended_life_pk PRIMARY KEY (incarnation)
);
INSERT INTO ended_life (incarnation) SELECT DISTINCT former FROM incarnation;
