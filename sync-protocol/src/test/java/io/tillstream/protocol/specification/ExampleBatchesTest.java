package io.tillstream.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Fact;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.protocol.wire.StreamHeader;
import io.tillstream.protocol.wire.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExampleBatchesTest {

  private static final String UPLOAD = "upload-batch.ndjson";
  private static final String ENVELOPE = "facts-envelope.ndjson";

  @Test
  void uploadHoldsTheExampleDocumentsByteForByte() {
    assertThat(Specification.documents(UPLOAD).records())
        .extracting(ChainedRecord::line)
        .containsExactlyElementsOf(
            Specification.DOCUMENTS_OF_THE_TERMINAL.stream()
                .map(Specification::canonical)
                .toList());
  }

  @Test
  void uploadIsSoundAndNewToAnEmptyStore() {
    ChainedBatch upload = Specification.documents(UPLOAD);

    assertThat(upload.faultOfDocuments()).isEmpty();
    assertThat(Reception.of(Watermark.START, upload, Reception.History.ONLY_THE_WATERMARK))
        .isEqualTo(new Reception.Fresh(0));
    assertThat(Specification.header(UPLOAD).stream()).isEqualTo("S1/T1/1");
  }

  @Test
  void documentsOfTheUploadStandWhereTheySay() {
    for (ChainedRecord record : Specification.documents(UPLOAD).records()) {
      Document document = StrictJson.read(record.line(), Document.class);

      assertThat(document.key().stream()).hasToString(Specification.header(UPLOAD).stream());
      assertThat(document.n()).isEqualTo(record.position());
    }
  }

  @Test
  void envelopeIsSound() {
    assertThat(Specification.facts(ENVELOPE).fault()).isEmpty();
  }

  @Test
  void envelopeIsSealed() {
    StreamHeader header = Specification.header(ENVELOPE);

    assertThat(header).isEqualTo(header.sealed());
    assertThat(header.headerHash()).isNotNull();
    assertThat(header.sealIsBroken()).isFalse();
    assertThat(
            new StreamHeader(
                    header.protocol(),
                    header.stream(),
                    header.incarnation(),
                    header.from(),
                    header.previousHash(),
                    header.to() + 1,
                    header.hash(),
                    header.headerHash())
                .sealIsBroken())
        .isTrue();
  }

  @Test
  void factsCarryTheDocumentsAndTheirChainHashes() {
    List<Hash> hashes = Specification.documents(UPLOAD).hashes();
    Map<DocumentKey, Hash> chain = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (String file : Specification.DOCUMENTS_OF_THE_TERMINAL) {
      chain.put(Specification.document(file).key(), hashes.get(chain.size()));
    }
    byte[] receipt = Specification.canonical(Specification.GOODS_RECEIPT);
    chain.put(Specification.document(Specification.GOODS_RECEIPT).key(), Hash.START.then(receipt));

    Map<DocumentKey, Hash> carried = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (ChainedRecord record : Specification.facts(ENVELOPE).records()) {
      Fact fact = StrictJson.read(record.line(), Fact.class);
      if (fact.kind().equals(Fact.DOCUMENT)) {
        byte[] document = FactRecord.documentBytes(record.line());
        carried.put(StrictJson.read(document, Document.class).key(), fact.hash());
      }
    }
    assertThat(carried).isEqualTo(chain);
  }

  @Test
  void factsAreWrittenAsTheExampleHasThem() {
    for (ChainedRecord record : Specification.facts(ENVELOPE).records()) {
      assertThat(written(record.line())).isEqualTo(record.line());
    }
  }

  @Test
  void releaseIsOfTheParkedSale() {
    List<Fact> facts =
        Specification.facts(ENVELOPE).records().stream()
            .map(record -> StrictJson.read(record.line(), Fact.class))
            .toList();
    Fact release = facts.getLast();
    DocumentKey parked = Specification.document("sale-of-an-unknown-item.json").key();

    assertThat(release.kind()).isEqualTo(Fact.RELEASE);
    assertThat(parked.stream().at(release.n())).isEqualTo(parked);
    assertThat(new TerminalId(release.terminal())).isEqualTo(parked.terminal());
  }

  private static byte[] written(byte[] line) {
    Fact fact = StrictJson.read(line, Fact.class);
    SortedMap<Integer, Boolean> resolved =
        new TreeMap<>(Objects.requireNonNullElse(fact.resolved(), Map.of()));
    if (fact.kind().equals(Fact.RELEASE)) {
      DocumentKey document =
          new DocumentKey(
              Specification.document("sale.json").store(),
              new TerminalId(fact.terminal()),
              fact.epoch(),
              fact.n());
      return FactRecord.released(fact.seq(), document, resolved);
    }
    return FactRecord.received(
        fact.seq(),
        fact.verdict(),
        fact.reason(),
        fact.detail(),
        resolved,
        fact.hash(),
        FactRecord.documentBytes(line));
  }
}
