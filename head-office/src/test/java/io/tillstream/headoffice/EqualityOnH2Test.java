package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class EqualityOnH2Test extends EqualitySentences {}
