package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class RefusalOnH2Test extends RefusalSentences {}
