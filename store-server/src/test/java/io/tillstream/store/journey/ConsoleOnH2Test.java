package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ConsoleOnH2Test extends ConsoleSentences {}
