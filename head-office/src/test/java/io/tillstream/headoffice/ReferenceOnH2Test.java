package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ReferenceOnH2Test extends ReferenceSentences {}
