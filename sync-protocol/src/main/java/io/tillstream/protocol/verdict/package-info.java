/** What a store says of each document it receives. Nothing here stores or books. */
package io.tillstream.protocol.verdict;
