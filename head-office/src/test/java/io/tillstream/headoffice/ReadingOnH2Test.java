package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ReadingOnH2Test extends ReadingSentences {}
