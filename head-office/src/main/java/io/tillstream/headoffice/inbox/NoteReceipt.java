package io.tillstream.headoffice.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.protocol.identity.StoreId;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Counts what became of envelopes, whatever carried them, and tells what a person has to know. */
@Singleton
class NoteReceipt {

  private static final Logger LOG = Logger.getLogger(NoteReceipt.class);

  private final MeterRegistry meters;

  NoteReceipt(MeterRegistry meters) {
    this.meters = meters;
  }

  void note(StoreId store, Receipt receipt) {
    count(receipt.getClass().getSimpleName());
    switch (receipt) {
      case Receipt.Applied applied ->
          meters.counter("tillstream.inbox.documents").increment(applied.documents());
      case Receipt.Forked forked ->
          LOG.errorf(
              "Store %s tells another history than the one held up to %d",
              store, forked.watermark().position());
      case Receipt.Parked parked ->
          LOG.errorf("Store %s is parked: record %d: %s", store, parked.seq(), parked.why());
      case Receipt.Repeated quiet -> {}
      case Receipt.Gap quiet -> {}
      case Receipt.TurnedAway quiet -> {}
    }
  }

  /** Of one that was none, or not to be trusted. */
  void noteRefused() {
    count("Refused");
  }

  private void count(String outcome) {
    meters.counter("tillstream.inbox.envelopes", "outcome", outcome).increment();
  }
}
