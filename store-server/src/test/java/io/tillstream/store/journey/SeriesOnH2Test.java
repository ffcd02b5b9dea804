package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SeriesOnH2Test extends SeriesSentences {}
