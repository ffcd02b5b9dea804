package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ParkingOnH2Test extends ParkingSentences {}
