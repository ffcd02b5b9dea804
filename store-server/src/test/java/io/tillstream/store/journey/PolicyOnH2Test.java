package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PolicyOnH2Test extends PolicySentences {}
