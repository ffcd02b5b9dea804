package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@OnSqlServer
class ValuationWriterOnSqlServerTest extends ValuationWriterSentences {}
