package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class CollisionOnH2Test extends CollisionSentences {}
