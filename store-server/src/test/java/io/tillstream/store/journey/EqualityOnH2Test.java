package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class EqualityOnH2Test extends EqualitySentences {}
