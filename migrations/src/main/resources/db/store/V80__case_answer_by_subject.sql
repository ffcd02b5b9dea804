-- What was decided on an item is asked for by item, many at a time.
CREATE INDEX case_answer_by_subject ON case_answer (subject, kind);
