package io.tillstream.store;

import io.tillstream.platform.database.TransactSqlSentences;

class TransactSqlDriverTest extends TransactSqlSentences {}
