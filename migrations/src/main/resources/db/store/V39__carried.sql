-- How far a carrier has taken the facts over that head office has not confirmed yet: a broker keeps them
-- while head office is away. Null was written before there were such carriers.
ALTER TABLE uplink_cursor ADD carried_seq BIGINT NULL;
ALTER TABLE uplink_cursor ADD carried_hash VARBINARY(32) NULL;
