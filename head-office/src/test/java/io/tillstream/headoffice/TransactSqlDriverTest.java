package io.tillstream.headoffice;

import io.tillstream.platform.database.TransactSqlSentences;

class TransactSqlDriverTest extends TransactSqlSentences {}
