package io.tillstream.protocol.specification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.escrow.Shelf;
import io.tillstream.protocol.escrow.StockLease;
import io.tillstream.protocol.escrow.Terms;
import io.tillstream.protocol.escrow.Told;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.RowName;
import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.StockFold;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.protocol.transfer.TransferState;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.DocumentsAnswer;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.EnrolmentRequest;
import io.tillstream.protocol.wire.Fact;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.protocol.wire.FactsAnswer;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.protocol.wire.LayerPage;
import io.tillstream.protocol.wire.LayersAnswer;
import io.tillstream.protocol.wire.Poke;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.SnapshotManifest;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StockLeaseAnswer;
import io.tillstream.protocol.wire.StockLeaseReport;
import io.tillstream.protocol.wire.StoreStanding;
import io.tillstream.protocol.wire.StrictJson;
import io.tillstream.protocol.wire.TableChanges;
import io.tillstream.protocol.wire.TransfersAnswer;
import io.tillstream.protocol.wire.TransfersRequest;
import io.tillstream.protocol.wire.Versions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleAnswersTest {

  private static final Watermark UPLOADED = Specification.documents("upload-batch.ndjson").to();

  @Test
  void storeAnswersTheExampleUpload() {
    DocumentsAnswer answer = complete("upload-answer.json", DocumentsAnswer.class);

    assertThat(answer.watermark()).isEqualTo(UPLOADED);
    assertThat(answer.verdicts())
        .extracting(DocumentVerdict::n)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(answer.verdicts().getLast().verdict()).isEqualTo(Verdict.PARKED);
  }

  @Test
  void headOfficeAnswersTheExampleEnvelope() {
    assertThat(complete("facts-answer.json", FactsAnswer.class).watermark())
        .isEqualTo(Specification.facts("facts-envelope.ndjson").to());
  }

  @Test
  void transfersAreToldAsTheExampleDocumentsOfTheOtherStoreSay() {
    TransferStanding own = TransferStanding.of(Specification.document("transfer-dispatch.json"));
    TransferStanding others =
        Stream.of("transfer-receipt.json", "transfer-difference.json")
            .map(Specification::document)
            .map(TransferStanding::of)
            .reduce(TransferStanding::plus)
            .orElseThrow();
    TransfersAnswer answer = complete("transfers-answer.json", TransfersAnswer.class);

    assertThat(complete("transfers-request.json", TransfersRequest.class).open())
        .containsExactly(own.id());
    assertThat(answer.transfers())
        .containsExactly(TransfersAnswer.Told.of(new StoreId("S2"), others));
    assertThat(own.plus(answer.transfers().getFirst().standing()).state())
        .isEqualTo(TransferState.CLOSED);
    assertThat(answer.requests())
        .containsExactly(
            new TransfersAnswer.Requested(
                new StoreId("S2"),
                "S2/STORE/1/7",
                "85123A",
                2_000,
                0,
                Instant.parse("2026-11-21T10:30:00Z")));
  }

  @Test
  void headOfficeSaysOverABrokerWhereTheExampleStoreStands() {
    StoreStanding standing = complete("store-standing.json", StoreStanding.class);

    assertThat(standing.outcome()).isEqualTo(StandingOutcome.GAP);
    assertThat(standing.from()).isGreaterThan(standing.watermark().position());
    assertThat(standing.seal()).isEqualTo(seal("the-credential-of-S1", standing.sealed()));
  }

  private static String seal(String credential, byte[] content) {
    try {
      byte[] key = MessageDigest.getInstance("SHA-256").digest(credential.getBytes(UTF_8));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStoreFollowsTheExampleLayers() {
    LayersAnswer heads = complete("layers-answer.json", LayersAnswer.class);
    LayerPage changes = complete("layer-changes.json", LayerPage.class);
    LayerPage rows = complete("layer-rows.json", LayerPage.class);

    assertThat(heads.layers().stream().map(LayersAnswer.LayerHead::layer))
        .containsExactlyElementsOf(Layer.OF_HEAD_OFFICE);
    Known nothing = new Known(changes.incarnation(), 0, Hash.START);
    FollowState chain = new FollowState.Following(0, nothing, 0);
    FollowState followed = chain.accept(changes.read(Optional.of(nothing)).header()).orElseThrow();
    assertThat(followed.isWhole()).isTrue();
    assertThat(followed.known()).contains(heads.layers().getFirst().known());
    FollowState region =
        FollowState.start().accept(rows.read(Optional.empty()).header()).orElseThrow();
    assertThat(region.isWhole()).isTrue();
    assertThat(changes.read(Optional.of(nothing)).unreadable()).isEmpty();
    assertThat(rows.read(Optional.empty()).rows())
        .containsEntry(new RowName("item", "LAMP"), Optional.of(new Entry.Withheld()));
  }

  @Test
  void gapNamesAWatermarkOfTheSameStream() {
    JsonNode problem = StrictJson.tree(Specification.example("problem-stream-gap.json"));
    Watermark standing =
        StrictJson.read(problem.get("watermark").toString().getBytes(UTF_8), Watermark.class);

    assertThat(standing.hash())
        .isEqualTo(
            Specification.documents("upload-batch.ndjson")
                .hashes()
                .get((int) standing.position() - 1));
  }

  @Test
  void pageIsACheckpointOfTheSameLog() {
    ChangePage page = complete("changes-page.json", ChangePage.class);

    assertThat(page.incarnation())
        .isEqualTo(Specification.header("facts-envelope.ndjson").incarnation());
    assertThat(page.checkpoint()).isEqualTo(page.header().isCheckpoint()).isTrue();
    assertThat(page.applied()).isEqualTo(UPLOADED.position());
  }

  @Test
  void pokeAnnouncesWhatThePageBrings() {
    Poke poke = complete("poke.json", Poke.class);
    ChangePage page = complete("changes-page.json", ChangePage.class);

    assertThat(poke.incarnation()).isEqualTo(page.incarnation());
    assertThat(poke.seq()).isEqualTo(page.head());
    assertThat(poke.headOffice()).isEqualTo(page.acknowledged().headOffice());
  }

  @Test
  void stockOfThePageIsTheFoldOfTheFacts() {
    Map<String, Object> shown =
        table("stock").rows().stream()
            .collect(Collectors.toMap(row -> (String) row.get(0), row -> row.get(1)));
    Map<String, Object> folded = new HashMap<>();
    foldedFacts()
        .at(Location.SHOP_FLOOR)
        .forEach((item, quantity) -> folded.put(item, (int) quantity.thousandths()));

    assertThat(shown).isEqualTo(folded);
  }

  @Test
  void pageHasTheTablesAndColumnsOfTheSpecification() {
    Map<String, String> columns = new TreeMap<>();
    complete("changes-page.json", ChangePage.class)
        .tables()
        .forEach(table -> columns.put(table.table(), String.join(", ", table.columns())));

    assertThat(columns)
        .isEqualTo(
            Specification.tableAfter("## 10. Changes down", "table", "columns").stream()
                .collect(Collectors.toMap(List::getFirst, row -> row.get(1))));
  }

  @Test
  void grantHoldsACredentialOf256BitsAndTheStandardSeries() {
    EnrolmentGrant grant = complete("enrolment-grant.json", EnrolmentGrant.class);

    assertThat(Base64.getUrlDecoder().decode(grant.credential())).hasSize(32);
    assertThat(grant.series())
        .isEqualTo(
            Arrays.stream(SeriesName.values())
                .map(name -> Series.of(name, name.standard()))
                .filter(series -> Versions.isTold(Protocol.VERSION, series))
                .toList());
    assertThat(complete("enrolment-request.json", EnrolmentRequest.class).protocol())
        .isEqualTo(Protocol.VERSION);
  }

  @Test
  void theExampleLeaseIsGrantedWhatASaleOfFiveWaitsFor() {
    StockLeaseReport report = complete("stock-lease-report.json", StockLeaseReport.class);
    StockLeaseAnswer answer = complete("stock-lease-answer.json", StockLeaseAnswer.class);
    Told told = report.leases().getFirst();
    Terms terms = answer.leases().getFirst();
    StockLease twoSold = new StockLease(told.since(), 5_000, told.returnedThousandths(), 2_000);

    assertThat(answer.request()).isEqualTo(report.request());
    assertThat(
            new Shelf(9_000, 2_000, false)
                .terms(told.item(), twoSold, terms.lotThousandths(), told.wantedThousandths()))
        .isEqualTo(terms);
    assertThat(twoSold.grantedInAll(terms.grantedThousandths()).leftThousandths()).isEqualTo(5_000);
  }

  @Test
  void theExampleFindingsNameBothSides() {
    Findings findings = complete("findings.json", Findings.class);

    assertThat(findings.rows()).hasSizeLessThanOrEqualTo(Findings.ROWS_MAX);
    assertThat(findings.rows().getLast().terminal()).isNull();
    assertThat(findings.documents()).extracting(Findings.Document::n).containsExactly(812L, 815L);
    assertThat(findings.documents().getFirst().terminal()).isNull();
    assertThat(findings.documents().getLast().store()).isNull();
  }

  @Test
  void manifestDescribesEveryChunkOfItsFile() {
    SnapshotManifest manifest = complete("snapshot-manifest.json", SnapshotManifest.class);

    assertThat(manifest.fault()).isEmpty();
    assertThat(manifest.lengthOf(0) + manifest.lengthOf(1)).isEqualTo(manifest.compressedSize());
    assertThat(manifest.chunkBytes()).isEqualTo(SnapshotManifest.CHUNK_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"problem.json", "problem-stream-gap.json"})
  void problemSaysWhatItsCodeSays(String file) {
    JsonNode problem = StrictJson.tree(Specification.example(file));
    ProblemCode code =
        List.of(ProblemCode.values()).stream()
            .filter(each -> each.toString().equals(problem.get("code").asText()))
            .findFirst()
            .orElseThrow();

    assertThat(problem.get("type").asText()).isEqualTo(code.type());
    assertThat(problem.get("title").asText()).isEqualTo(code.title());
    assertThat(problem.get("status").asInt()).isEqualTo(code.status());
    assertThat(problem.get("detail").asText()).isNotBlank();
    problem
        .withArrayProperty("errors")
        .forEach(error -> StrictJson.roundTrip(error.toString().getBytes(UTF_8), FieldError.class));
  }

  private static StockFold foldedFacts() {
    StockFold stock = new StockFold();
    Map<Long, Document> parked = new HashMap<>();
    for (ChainedRecord record : Specification.facts("facts-envelope.ndjson").records()) {
      Fact fact = StrictJson.read(record.line(), Fact.class);
      boolean release = fact.kind().equals(Fact.RELEASE);
      Document document =
          release
              ? parked.get(fact.n())
              : StrictJson.read(FactRecord.documentBytes(record.line()), Document.class);
      if (fact.verdict() == Verdict.PARKED) {
        parked.put(document.n(), document);
      } else {
        Map<Integer, Boolean> resolved = Objects.requireNonNullElse(fact.resolved(), Map.of());
        stock.addAll(Booking.replay(document, resolved).movements());
      }
    }
    return stock;
  }

  private static TableChanges table(String name) {
    return complete("changes-page.json", ChangePage.class).tables().stream()
        .filter(table -> table.table().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T complete(String file, Class<T> type) {
    return StrictJson.roundTrip(Specification.example(file), type);
  }
}
