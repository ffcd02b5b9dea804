-- In a life that began because the database had gone back: the last epoch that any terminal may have
-- been granted before, so that it is never granted again.
ALTER TABLE incarnation ADD granted_epochs INT NULL;
