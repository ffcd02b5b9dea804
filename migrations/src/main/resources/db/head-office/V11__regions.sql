-- The region whose word a store hears; none when it hears the chain's alone.
ALTER TABLE store ADD region NVARCHAR(64)${exact} NULL;
