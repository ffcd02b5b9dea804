-- Those that came before this table was. In their bytes the field has this form alone: a text that quotes it
-- has a backslash before each quotation mark.
INSERT INTO document_anew (terminal, former_epoch, former_n, document_seq, former_number)
  SELECT a.terminal,
    CAST(REGEXP_SUBSTR(a.said, '"replaces":\{"epoch":([0-9]+)', 1, 1, '', 1) AS INT),
    CAST(REGEXP_SUBSTR(a.said, '"replaces":\{"epoch":[0-9]+,"n":([0-9]+)', 1, 1, '', 1) AS BIGINT),
    a.seq,
    REGEXP_SUBSTR(a.said, '"replaces":\{"epoch":[0-9]+,"n":[0-9]+,"number":"([^"]+)"', 1, 1, '', 1)
  FROM (SELECT terminal, seq, UTF8TOSTRING(body) AS said FROM document WHERE type IS NOT NULL) a
  WHERE REGEXP_LIKE(a.said, '"replaces":\{"epoch":[0-9]+,"n":[0-9]+,"number":"[^"]+"');
