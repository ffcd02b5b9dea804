package io.tillstream.endtoend.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.endtoend.shop.Until;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tillstream demo} as its users meet it: exit codes, output, exports, Ctrl-C. */
@Timeout(220)
class DemoTest {

  private static final Set<String> NOT_GOODS = Set.of("POST", "gift_0001_20");
  private static final int MARKS = 2; // of the count, one at each till

  @TempDir Path folder;

  @Test
  void smallDemonstrationAgreesWithQuantitiesComputedHere() throws Exception {
    List<String[]> lines = sampleOfSales();
    Path out = folder.resolve("out");
    Path json = folder.resolve("books.json");

    String printed =
        demo(
            0,
            "--sales",
            write(lines),
            "--terminals",
            "2",
            "--export",
            out,
            "--json",
            json,
            "--data",
            folder.resolve("data"),
            "--chaos",
            "--count",
            "--skip-speed");

    assertThat(printed).contains("0 differences").contains("Every tier agrees:");
    for (String program :
        List.of("head office", "store server S1", "the agent of S1-T1", "the agent of S1-T2")) {
      assertThat(printed).contains("Killing " + program);
    }
    for (String till : List.of("T1", "T2")) {
      assertThat(Files.readString(folder.resolve("data/terminal-S1-" + till + "/agent.log")))
          .containsPattern("The store's snapshot at seq [1-9][0-9]* has come");
    }
    assertThat(printed).containsPattern("S1's own proof +head office equal at change");
    Map<String, BigDecimal> expected = asCounted(onHandOf(lines));
    for (String tier : List.of("head-office", "store-S1", "terminal-S1-T1", "terminal-S1-T2")) {
      assertThat(onHandIn(out.resolve(tier))).as(tier).containsExactlyInAnyOrderEntriesOf(expected);
    }
    assertDocuments(lines, out);
    JsonNode books = new ObjectMapper().readTree(json.toFile());
    assertThat(books.path("everyTierAgrees").asBoolean()).isTrue();
    assertThat(books.path("differenceCount").asInt()).isZero();
    JsonNode proof = books.path("proofs").path(0);
    assertThat(proof.path("equal").asBoolean()).isTrue();
    assertThat(proof.path("headOffice").asText()).isEqualTo("equal");
    assertThat(proof.path("documents").asInt())
        .isEqualTo(
            books.path("documents").path("madeAtTerminals").asInt()
                + books.path("documents").path("storesOwn").asInt());
    assertThat(proof.path("items").asInt()).isEqualTo(expected.size());
    assertThat(books.path("clearedAwayAtTerminals").asInt()).isPositive();
    assertThat(books.path("documents").path("atHeadOffice").asLong())
        .isEqualTo(invoices(lines) + MARKS);
    assertThat(books.path("verdicts").path(0).path("name").asText()).isEqualTo("equality");
    JsonNode count = books.path("verdicts").path(1);
    assertThat(count.path("name").asText()).isEqualTo("count's truth");
    assertThat(count.path("holds").asBoolean()).isTrue();
    assertThat(count.path("sentence").asText())
        .as("the till that was cut off delivered documents of the cut afterwards")
        .containsPattern("[1-9][0-9]* were restated");
  }

  @Test
  void badFileIsNamedByItsLine() throws Exception {
    List<String[]> lines = sampleOfSales();
    lines.get(41)[3] = "six";

    assertThat(demo(2, "--sales", write(lines))).contains("line 43").contains("'six'");
  }

  @Test
  void wrongOptionsAreUsageErrors() throws Exception {
    assertThat(demo(2, "--outage", "130")).contains("--outage");
    assertThat(demo(2, "--sale", "x.csv")).contains("--sale");
    assertThat(demo(2, "--stores", "2", "--store-db-url", "jdbc:sqlserver://localhost"))
        .contains("--stores");
  }

  @Test
  void interruptedDuringStartUpItStopsEverythingItStarted() throws Exception {
    Path data = folder.resolve("data");
    Process demo = start(folder.resolve("log"), "--data", data.toString());
    Until.holds("the first program runs", () -> demo.descendants().findAny().isPresent());
    List<ProcessHandle> programs = demo.descendants().toList();
    demo.destroy(); // as Ctrl-C; a signal that is not ignored in background jobs

    assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(programs).noneMatch(ProcessHandle::isAlive);
  }

  private String demo(int exitCode, Object... options) throws Exception {
    Path log = folder.resolve("printed");
    List<String> arguments = new ArrayList<>();
    for (Object option : options) {
      arguments.add(option.toString());
    }
    Process demo = start(log, arguments.toArray(new String[0]));
    assertThat(demo.waitFor(210, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(log);
    assertThat(demo.exitValue()).as(printed).isEqualTo(exitCode);
    return printed;
  }

  private static Process start(Path log, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dtillstream.home=" + System.getProperty("tillstream.home"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.tillstream.endtoend.Main");
    command.add("demo");
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  // 200 lines with what real files have: codes that differ in case, four decimals, a big invoice,
  // returns, write-offs, an adjustment, fees, the same item twice, a quoted comma.
  private static List<String[]> sampleOfSales() {
    List<String[]> lines = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      lines.add(line("500001", "BIG" + i % 80, 1 + i % 7, "1.25"));
    }
    for (int i = 0; i < 90; i++) {
      String item = i % 3 == 0 ? "85123A" : i % 3 == 1 ? "85123a" : "22" + i % 10;
      lines.add(line(Integer.toString(500_002 + i / 3), item, 1 + i % 5, "0.0375"));
    }
    for (int i = 0; i < 8; i++) {
      lines.add(line("C50010" + i, i % 2 == 0 ? "85123A" : "BIG3", -1 - i, "1.25"));
      lines.add(line("50020" + i, "85123a", -2, "0"));
    }
    lines.add(line("A500300", "B", 1, "-11062.06"));
    lines.add(line("500301", "POST", 1, "18"));
    lines.add(line("500301", "gift_0001_20", 2, "16.67"));
    lines.add(line("500302", "85123A", 80_995, "2.08"));
    return lines;
  }

  private static String[] line(String invoice, String item, int quantity, String price) {
    return new String[] {
      invoice,
      item,
      "\"" + item + ", a thing\"",
      Integer.toString(quantity),
      "2010-12-01T08:26:00",
      price,
      "17850",
      "United Kingdom"
    };
  }

  private Path write(List<String[]> lines) throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    lines.forEach(line -> csv.append(String.join(",", line)).append('\n'));
    return Files.writeString(folder.resolve("sales.csv"), csv);
  }

  private static Map<String, BigDecimal> onHandOf(List<String[]> lines) {
    Map<String, BigDecimal> onHand = new HashMap<>();
    for (String[] line : lines) {
      boolean moves = !NOT_GOODS.contains(line[1]) && !line[0].startsWith("A");
      BigDecimal quantity = new BigDecimal(line[3]);
      // A return's quantity is negative and comes back; a write-off's is negative and goes.
      BigDecimal effect = line[0].startsWith("C") ? quantity.negate() : quantity.abs().negate();
      onHand.merge(line[1], moves ? effect : BigDecimal.ZERO, BigDecimal::add);
    }
    onHand.replaceAll((item, effect) -> effect.add(BigDecimal.valueOf(100_000)));
    return onHand;
  }

  // Of every tenth item one was lost before the count, of every twenty-fifth there were two more.
  private static Map<String, BigDecimal> asCounted(Map<String, BigDecimal> books) {
    Map<String, BigDecimal> counted = new TreeMap<>(books);
    int place = 0;
    for (Map.Entry<String, BigDecimal> item : counted.entrySet()) {
      place++;
      int found = place % 25 == 0 ? 2 : place % 10 == 0 ? -1 : 0;
      item.setValue(item.getValue().add(BigDecimal.valueOf(found)));
    }
    return counted;
  }

  private static long invoices(List<String[]> lines) {
    return lines.stream().map(line -> line[0]).distinct().count();
  }

  private static Map<String, BigDecimal> onHandIn(Path tier) throws IOException {
    Map<String, BigDecimal> onHand = new TreeMap<>();
    List<String> rows = Files.readAllLines(tier.resolve("on-hand.csv"));
    assertThat(rows.getFirst()).isEqualTo("item,quantity");
    for (String row : rows.subList(1, rows.size())) {
      String[] fields = row.split(",", -1);
      onHand.put(fields[0], new BigDecimal(fields[1]));
    }
    return onHand;
  }

  private static void assertDocuments(List<String[]> lines, Path out) throws IOException {
    List<String> store = Files.readAllLines(out.resolve("store-S1").resolve("documents.csv"));
    List<String> terminals = new ArrayList<>();
    for (String till : List.of("T1", "T2")) {
      List<String> rows =
          Files.readAllLines(out.resolve("terminal-S1-" + till).resolve("documents.csv"));
      terminals.addAll(rows.subList(1, rows.size()));
    }
    assertThat(store.getFirst())
        .isEqualTo("store,terminal,epoch,n,type,number,reference,lines,total");
    assertThat(store.subList(1, store.size())).containsExactlyElementsOf(terminals);
    assertThat(Files.readAllLines(out.resolve("head-office").resolve("documents.csv")))
        .isEqualTo(store);
    assertThat(store).hasSize((int) invoices(lines) + MARKS + 1);
    assertThat(store).anyMatch(row -> row.endsWith("500001,90,446.25")); // 357 pieces at 1.25
    assertThat(Files.readString(out.resolve("store-S1").resolve("store-documents.csv")))
        .containsOnlyOnce(",goods-receipt,")
        .containsOnlyOnce(",count,")
        .contains(",count-restatement,");
  }
}
