package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.Eventually;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Terminals are told that there is something new. */
abstract class PokesSentences {

  @Test
  void aTerminalIsToldWhereTheStoreStandsAndOfEachChangeAfterwards() {
    ATerminal till = ATerminal.enrolled();
    String lamp = AStore.newItemForSale();
    try (AnEar ear = new AnEar(till.credential, poke -> {})) {
      Eventually.holds(() -> ear.heard(AStore.head()));

      AStore.imports("item,price\n" + lamp + ",3\n").then().statusCode(200);

      Eventually.holds(() -> ear.heard(AStore.head()));
      assertThat(ear.pokes.getLast().incarnation())
          .isEqualTo(AStore.status().getString("incarnation"));
    }
  }

  @Test
  void whatWasAnnouncedCanBeFetched() {
    ATerminal till = ATerminal.enrolled();
    String lamp = AStore.newItemForSale();
    List<String> early = Collections.synchronizedList(new ArrayList<>());
    try (AnEar ear =
        new AnEar(
            till.credential,
            poke -> {
              long head =
                  till.asksForChanges("rows", 1).then().extract().path("head") instanceof Number n
                      ? n.longValue()
                      : -1;
              if (head < poke.seq()) {
                early.add(poke + " but the head is " + head);
              }
            })) {
      // While nothing changes, what is said can be compared with the head exactly.
      Eventually.holds(() -> !ear.pokes.isEmpty());
      assertThat(ear.pokes.getFirst().seq()).isLessThanOrEqualTo(AStore.head());
      for (int price = 1; price <= 30; price++) {
        AStore.imports("item,price\n" + lamp + "," + price + "\n").then().statusCode(200);
      }
      Eventually.holds(() -> ear.heard(AStore.head()));
    }

    assertThat(early).isEmpty();
  }

  @Test
  void anUploadThatChangesTheStockIsNewsForTheOtherTerminals() {
    ATerminal till = ATerminal.enrolled();
    ATerminal neighbour = ATerminal.enrolled();
    String lamp = AStore.newItemForSale();
    long before = AStore.head();
    try (AnEar ear = new AnEar(neighbour.credential, poke -> {})) {
      till.journal.sells(1, lamp);
      till.uploadsAll();

      Eventually.holds(() -> ear.heard(before + 1));
      assertThat(ear.pokes).allMatch(poke -> poke.protocol() == Protocol.VERSION);
    }
  }

  @Test
  void whoeverAsksForAProofOfEqualityLetsTerminalsCompareThemselves() {
    ATerminal till = ATerminal.enrolled();
    try (AnEar ear = new AnEar(till.credential, poke -> {})) {
      AStore.admin().get("/api/equality").then().statusCode(200);

      Eventually.holds(() -> !ear.pokes.isEmpty() && ear.pokes.getLast().verify() != null);
    }
  }

  @Test
  void aQuietLineGivesSignsOfLife() {
    ATerminal till = ATerminal.enrolled();
    try (AnEar ear = new AnEar(till.credential, poke -> {})) {
      Eventually.holds(() -> ear.comments.size() >= 3);
    }
  }

  @Test
  void aRevokedTerminalsLineIsClosed() {
    ATerminal till = ATerminal.enrolled();
    try (AnEar ear = new AnEar(till.credential, poke -> {})) {
      Eventually.holds(() -> !ear.pokes.isEmpty());
      AStore.admin().post("/api/terminals/{id}/revocation", till.id).then().statusCode(204);

      Eventually.holds(() -> ear.ended.isDone());
    }
    till.speaks().get("/sync/v1/pokes").then().statusCode(401);
  }

  @Test
  void aTerminalThatCallsAgainGivesUpItsFormerLine() {
    ATerminal till = ATerminal.enrolled();
    try (AnEar first = new AnEar(till.credential, poke -> {})) {
      Eventually.holds(() -> !first.pokes.isEmpty());
      try (AnEar second = new AnEar(till.credential, poke -> {})) {
        Eventually.holds(() -> first.ended.isDone());
        Eventually.holds(() -> !second.pokes.isEmpty());
        assertThat(second.ended.isDone()).isFalse();
      }
    }
  }
}
