package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@OnSqlServer
class FeedTopicOnSqlServerTest extends FeedTopicSentences {}
