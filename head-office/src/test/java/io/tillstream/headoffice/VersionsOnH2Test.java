package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class VersionsOnH2Test extends VersionsSentences {}
