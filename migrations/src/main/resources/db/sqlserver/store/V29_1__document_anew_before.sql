-- Those that came before this table was. What is no JSON has no type, but its bytes may be looked at first.
INSERT INTO document_anew (terminal, former_epoch, former_n, document_seq, former_number)
  SELECT b.terminal, b.former_epoch, b.former_n, b.seq, b.former_number
  FROM (
    SELECT a.terminal, a.seq,
      CAST(CASE WHEN ISJSON(a.said) = 1 THEN JSON_VALUE(a.said, '$.replaces.epoch') END AS INT) AS former_epoch,
      CAST(CASE WHEN ISJSON(a.said) = 1 THEN JSON_VALUE(a.said, '$.replaces.n') END AS BIGINT) AS former_n,
      CASE WHEN ISJSON(a.said) = 1 THEN JSON_VALUE(a.said, '$.replaces.number') END AS former_number
    FROM (SELECT terminal, seq, CAST(body AS VARCHAR(MAX)) AS said FROM document WHERE type IS NOT NULL) a
  ) b
  WHERE b.former_epoch IS NOT NULL AND b.former_n IS NOT NULL AND b.former_number IS NOT NULL;
