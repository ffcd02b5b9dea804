-- A terminal's clock minus the store's, as the terminal measured when it last called.
ALTER TABLE terminal ADD skew_millis BIGINT NULL;
