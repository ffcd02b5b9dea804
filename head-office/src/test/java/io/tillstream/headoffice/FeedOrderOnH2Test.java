package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class FeedOrderOnH2Test extends FeedOrderSentences {}
