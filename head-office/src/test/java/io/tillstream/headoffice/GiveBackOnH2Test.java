package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class GiveBackOnH2Test extends GiveBackSentences {}
