package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class RetentionOnH2Test extends RetentionSentences {}
