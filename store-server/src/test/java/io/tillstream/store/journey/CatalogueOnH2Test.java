package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class CatalogueOnH2Test extends CatalogueSentences {}
