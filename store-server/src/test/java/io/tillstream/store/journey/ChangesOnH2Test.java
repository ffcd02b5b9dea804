package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ChangesOnH2Test extends ChangesSentences {}
