package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class IntakeOnH2Test extends IntakeSentences {}
