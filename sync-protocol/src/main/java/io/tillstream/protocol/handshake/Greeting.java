package io.tillstream.protocol.handshake;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;

/**
 * What a terminal says of itself before it uploads.
 *
 * @param stream who it is
 * @param head the last document of its journal
 * @param acknowledged what it knows the store to hold
 * @param previousSession the last session that the store confirmed to it, or null before the first
 * @param session its session now; see {@link Sessions}
 * @param cursor where its reference data stands, or null before the first page
 */
public record Greeting(
    DocumentStream stream,
    Watermark head,
    Watermark acknowledged,
    String previousSession,
    String session,
    Cursor cursor) {}
