package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class BackupOnH2Test extends BackupSentences {}
