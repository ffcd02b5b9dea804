package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ValuationWriterOnH2Test extends ValuationWriterSentences {}
