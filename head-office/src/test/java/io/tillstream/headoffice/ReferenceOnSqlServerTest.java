package io.tillstream.headoffice;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@OnSqlServer
class ReferenceOnSqlServerTest extends ReferenceSentences {}
