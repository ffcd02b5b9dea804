package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class RestorePropertyOnH2Test extends RestorePropertySentences {}
