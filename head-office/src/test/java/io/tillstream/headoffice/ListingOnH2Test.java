package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ListingOnH2Test extends ListingSentences {}
