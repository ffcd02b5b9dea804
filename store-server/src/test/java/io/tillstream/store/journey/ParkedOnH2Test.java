package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ParkedOnH2Test extends ParkedSentences {}
