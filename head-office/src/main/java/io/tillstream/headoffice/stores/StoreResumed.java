package io.tillstream.headoffice.stores;

import io.tillstream.protocol.identity.StoreId;

/** An administrator has let a parked store go on. */
public record StoreResumed(StoreId store) {}
