package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class FeedTopicOnH2Test extends FeedTopicSentences {}
