package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class EnrolmentOnH2Test extends EnrolmentSentences {}
