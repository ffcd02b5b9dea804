-- Which of the store's own documents was made under a reference, and the hash of what was asked for: so that
-- asking again makes no second one. Takes the place of the table that knew goods receipts only.
CREATE TABLE own_reference (
  type NVARCHAR(24)${exact} NOT NULL,
  reference NVARCHAR(64)${exact} NOT NULL,
  document_seq BIGINT NOT NULL,
  request_hash VARBINARY(32) NOT NULL,
  CONSTRAINT own_reference_pk PRIMARY KEY (type, reference)
);
INSERT INTO own_reference (type, reference, document_seq, request_hash)
  SELECT 'goods-receipt', reference, document_seq, request_hash FROM goods_receipt;
DROP TABLE goods_receipt;

-- The last counter of each series in which the store numbers its own documents. Until now all of them were
-- goods receipts.
CREATE TABLE own_series (
  epoch INT NOT NULL,
  series NVARCHAR(24)${exact} NOT NULL,
  counter BIGINT NOT NULL,
  CONSTRAINT own_series_pk PRIMARY KEY (epoch, series)
);
INSERT INTO own_series (epoch, series, counter)
  SELECT epoch, 'goods-receipt', n FROM document_stream WHERE terminal = 'STORE';
