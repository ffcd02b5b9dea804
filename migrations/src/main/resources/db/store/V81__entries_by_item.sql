-- Those who count ask after each entry how its item stands, and what is still to be counted.
CREATE INDEX count_entry_by_item ON count_entry (count_id, item, round);
