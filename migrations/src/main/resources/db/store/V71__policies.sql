-- Rules by which cases are settled without a person. A row is a version and never changes; item_groups holds one
-- group a line. Amounts are in the smallest unit: thousandths, minor units, milliseconds.
CREATE TABLE case_policy (
  name NVARCHAR(32)${exact} NOT NULL,
  version INT NOT NULL,
  kind NVARCHAR(24)${exact} NOT NULL,
  item_groups NVARCHAR(2000)${exact} NOT NULL,
  quantity_more_than BIGINT NULL,
  quantity_at_most BIGINT NULL,
  value_more_than BIGINT NULL,
  value_at_most BIGINT NULL,
  age_millis BIGINT NOT NULL,
  choice NVARCHAR(24)${exact} NOT NULL,
  made_at_millis BIGINT NOT NULL,
  made_by NVARCHAR(64) NOT NULL,
  CONSTRAINT case_policy_pk PRIMARY KEY (name, version)
);

-- The version of each policy by which cases are settled. It counts in the life of the change log in which a person
-- switched it on: after a restore from a backup nobody knows what was switched off since.
CREATE TABLE case_policy_on (
  name NVARCHAR(32)${exact} NOT NULL,
  version INT NOT NULL,
  incarnation NVARCHAR(36) NOT NULL,
  CONSTRAINT case_policy_on_pk PRIMARY KEY (name)
);

-- Who switched which version on and off, 1, 2, 3 … per policy.
CREATE TABLE case_policy_switch (
  name NVARCHAR(32)${exact} NOT NULL,
  n INT NOT NULL,
  version INT NOT NULL,
  is_on BIT NOT NULL,
  at_millis BIGINT NOT NULL,
  switched_by NVARCHAR(64) NOT NULL,
  CONSTRAINT case_policy_switch_pk PRIMARY KEY (name, n)
);

-- The settlements in which a policy chose. They come back with documents after a restore, so that no version number
-- that one of them names is given to another rule.
CREATE TABLE case_policy_settled (
  settlement_seq BIGINT NOT NULL,
  name NVARCHAR(32)${exact} NOT NULL,
  version INT NOT NULL,
  CONSTRAINT case_policy_settled_pk PRIMARY KEY (settlement_seq)
);
CREATE INDEX case_policy_settled_by_version ON case_policy_settled (name, version);
