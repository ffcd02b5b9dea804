package io.tillstream.endtoend.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.endtoend.books.Difference;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.StoreProof;
import io.tillstream.endtoend.books.StreamEnd;
import io.tillstream.endtoend.speed.DrainSpeed;
import io.tillstream.endtoend.speed.Speed;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the reconciliation as one JSON object. Names once given stay. */
final class WriteJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private WriteJson() {}

  static void to(Path file, Outcome outcome) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    JSON.writeValue(file.toFile(), of(outcome));
  }

  static ObjectNode of(Outcome outcome) {
    Reconciliation books = outcome.reconciliation();
    ObjectNode json = JSON.createObjectNode();
    json.put("everyTierAgrees", books.everyTierAgrees());
    json.put("trade", outcome.trade());
    json.put("stores", outcome.scale().stores());
    json.put("terminalsPerStore", outcome.scale().terminalsPerStore());
    json.put("outagePercent", outcome.scale().outagePercent());
    json.put("database", outcome.database());
    json.put("receipts", outcome.receipts());
    json.put("receiptsOffline", outcome.madeOffline());
    json.putObject("documents")
        .put("madeAtTerminals", books.documentsMade())
        .put("inStore", books.documentsInStore())
        .put("atHeadOffice", books.documentsAtHeadOffice())
        .put("storesOwn", books.storeDocuments())
        .put("storesOwnAtHeadOffice", books.storeDocumentsAtHeadOffice())
        .put("parked", books.parked())
        .put("parkedAtHeadOffice", books.parkedAtHeadOffice())
        .put("collisions", books.collisions());
    streams(json.putArray("streams"), books);
    json.put("items", books.items());
    json.putObject("numbers").put("printed", books.numbers()).put("series", books.series());
    ArrayNode proofs = json.putArray("proofs");
    for (StoreProof proof : outcome.proofs()) {
      proofs
          .addObject()
          .put("store", proof.store())
          .put("equal", proof.equal())
          .put("headOffice", proof.headOffice())
          .put("at", proof.at())
          .put("documents", proof.documents())
          .put("items", proof.items())
          .put("terminals", proof.terminals());
    }
    trials(json, outcome.trials());
    json.put("clearedAwayAtTerminals", outcome.cleared());
    ArrayNode released = json.putArray("released");
    outcome.released().forEach(released::add);
    times(json.putObject("millis"), outcome.times());
    json.putObject("memoryKib")
        .put("agent", outcome.memory().agentKib())
        .put("store", outcome.memory().storeKib())
        .put("headOffice", outcome.memory().headOfficeKib());
    if (outcome.speed() != null) {
      speed(json.putObject("speed"), outcome.speed());
    }
    json.put("differenceCount", books.differences().size());
    ArrayNode differences = json.putArray("differences");
    for (Difference difference : books.firstDifferences()) {
      ObjectNode row = differences.addObject();
      row.put("kind", difference.kind().toString()).put("subject", difference.subject());
      ObjectNode says = row.putObject("says");
      difference.says().forEach(says::put);
    }
    return json;
  }

  private static void trials(ObjectNode json, Trials trials) {
    ArrayNode troubles = json.putArray("troubles");
    trials.troubles().forEach(troubles::add);
    ArrayNode verdicts = json.putArray("verdicts");
    for (Verdict verdict : trials.verdicts()) {
      ArrayNode findings =
          verdicts
              .addObject()
              .put("name", verdict.name())
              .put("holds", verdict.holds())
              .put("sentence", verdict.sentence())
              .put("findingCount", verdict.findings().size())
              .putArray("findings");
      verdict.firstFindings().forEach(findings::add);
    }
  }

  private static void streams(ArrayNode rows, Reconciliation books) {
    for (Reconciliation.StreamRow stream : books.streams()) {
      ObjectNode row = rows.addObject();
      row.put("stream", stream.stream());
      end(row, "terminal", stream.terminal());
      end(row, "store", stream.store());
      end(row, "headOffice", stream.headOffice());
    }
  }

  private static void end(ObjectNode row, String name, StreamEnd end) {
    if (end != null) {
      row.putObject(name).put("n", end.n()).put("hash", end.hash());
    }
  }

  private static void times(ObjectNode json, Times times) {
    json.put("starting", times.starting().toMillis());
    json.put("seeding", times.seeding().toMillis());
    json.put("sellingBefore", times.sellingBefore().toMillis());
    json.put("sellingOffline", times.sellingOffline().toMillis());
    json.put("sellingAfter", times.sellingAfter().toMillis());
    json.put("draining", times.draining().toMillis());
  }

  private static void speed(ObjectNode json, Speed speed) {
    json.putObject("sale")
        .put("sales", speed.sale().sales())
        .put("agentMicros", speed.sale().throughAgent().toNanos() / 1000)
        .put("plainJdbcMicros", speed.sale().plainJdbc().toNanos() / 1000)
        .put("ratio", BigDecimal.valueOf(speed.sale().ratioPercent(), 2))
        .put("targetMet", speed.sale().meetsTarget());
    drain(json.putObject("drain"), speed.drain());
    drain(json.putObject("firstDrain"), speed.firstDrain());
  }

  private static void drain(ObjectNode json, DrainSpeed drain) {
    json.put("terminals", drain.terminals())
        .put("documents", drain.documents())
        .put("millis", drain.took().toMillis())
        .put("documentsPerSecond", drain.rate())
        .put("targetMet", drain.meetsTarget());
  }
}
