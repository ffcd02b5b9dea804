-- How far the feed was told to the broker's topic for replication jobs. Whoever tells it holds this row until the
-- broker has kept what was told: one at a time, also of several processes.
CREATE TABLE feed_topic (
  id INT NOT NULL,
  feed_position BIGINT NOT NULL,
  -- Of that position in this history of the books; absent before the first.
  feed_mark NVARCHAR(36)${exact} NULL,
  CONSTRAINT feed_topic_pk PRIMARY KEY (id)
);

INSERT INTO feed_topic (id, feed_position) VALUES (1, 0);
