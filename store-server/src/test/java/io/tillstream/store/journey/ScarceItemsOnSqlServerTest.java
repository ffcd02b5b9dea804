package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@OnSqlServer
class ScarceItemsOnSqlServerTest extends ScarceItemsSentences {}
