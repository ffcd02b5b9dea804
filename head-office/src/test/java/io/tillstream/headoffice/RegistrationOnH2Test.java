package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class RegistrationOnH2Test extends RegistrationSentences {}
