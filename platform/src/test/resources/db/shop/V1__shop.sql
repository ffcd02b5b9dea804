CREATE TABLE shop_item (
    item NVARCHAR(64)${exact} NOT NULL,
    CONSTRAINT pk_shop_item PRIMARY KEY (item)
);
