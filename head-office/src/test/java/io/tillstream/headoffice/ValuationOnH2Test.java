package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ValuationOnH2Test extends ValuationSentences {}
