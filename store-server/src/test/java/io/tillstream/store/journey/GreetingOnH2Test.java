package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class GreetingOnH2Test extends GreetingSentences {}
