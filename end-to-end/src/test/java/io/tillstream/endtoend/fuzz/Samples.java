package io.tillstream.endtoend.fuzz;

import io.tillstream.endtoend.fuzz.Request.Header;
import io.tillstream.protocol.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** A valid request for each endpoint: recorded where programs made one, composed here otherwise. */
final class Samples {

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("terminal", "T1"),
          Map.entry("id", "T1"),
          Map.entry("epoch", "1"),
          Map.entry("n", "1"),
          Map.entry("item", "85123A"),
          Map.entry("barcode", "4000000000010"),
          Map.entry("code", "STD"),
          Map.entry("store", "S1"),
          Map.entry("entity", "MAIN"),
          Map.entry("month", "2026-11"),
          Map.entry("name", "erp"),
          Map.entry("case", "1-1"),
          Map.entry("reference", "FUZZ-P"),
          Map.entry("range", "gift-card"),
          Map.entry("region", "NORTH"),
          Map.entry("layer", "chain"),
          Map.entry("table", "setting"),
          Map.entry("key", "fuzz"),
          Map.entry("customer", "17850"),
          Map.entry("sha", "0".repeat(64)),
          Map.entry("file", "0".repeat(64)),
          Map.entry("sha256", "0".repeat(64)),
          Map.entry("hash", "0".repeat(64)),
          Map.entry("compressedSha256", "0".repeat(64)));

  private static final String SALE =
      """
      {"reference":"FUZZ-1","businessDate":"2025-11-29","cashier":"Ann","customer":"17850",
       "lines":[{"item":"85123A","quantity":"2","unitPrice":"1.25","description":"Thing"},
                {"item":"85123b","quantity":1.5}]}""";

  private static final String SETTING =
      """
      {"changes":[{"table":"setting","key":"fuzz","value":"Thank you"},
                  {"table":"price","key":"FUZZ","removed":true}]}""";

  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("POST /v1/sales", SALE),
          Map.entry("POST /v1/returns", SALE.replace("FUZZ-1", "FUZZ-2")),
          Map.entry("POST /v1/financial-adjustments", SALE.replace("FUZZ-1", "FUZZ-3")),
          Map.entry(
              "POST /v1/write-offs",
              """
              {"reference":"FUZZ-4","businessDate":"2025-11-29","reason":"broken",
               "lines":[{"item":"85123A","quantity":"1"}]}"""),
          Map.entry(
              "POST /v1/customers",
              """
              {"reference":"FUZZ-5","name":"Ada","phone":"1","email":"a@b.example"}"""),
          Map.entry("POST /v1/sync", ""),
          Map.entry("POST /v1/verification", ""),
          Map.entry(
              "POST /v1/voids",
              """
              {"reference":"FUZZ-6","n":1,"epoch":1,"reason":"mistake"}"""),
          Map.entry(
              "POST /v1/day-closes",
              """
              {"reference":"FUZZ-7","businessDate":"2025-11-29"}"""),
          Map.entry(
              "POST /v1/count-marks",
              """
              {"reference":"FUZZ-8","count":"FUZZ","cashier":"Ann"}"""),
          Map.entry(
              "POST /api/counts",
              """
              {"id":"T1","kind":"partial","location":"shop-floor","items":["85123A"]}"""),
          Map.entry(
              "POST /api/counts/{id}/entries",
              """
              {"device":"PDA-1","entry":"1","item":"85123A","quantity":"1","round":1,"countedBy":"Ann"}"""),
          Map.entry("POST /api/counts/{id}/mark", ""),
          Map.entry("POST /api/counts/{id}/cancellation", ""),
          Map.entry(
              "POST /api/counts/{id}/posting",
              """
              {"countedBy":"Ann","approvedBy":"Ben","acceptUnmarked":true}"""),
          Map.entry(
              "POST /api/counts/{id}/review/{terminal}/{epoch}/{n}",
              """
              {"inside":true,"by":"Ann"}"""),
          Map.entry(
              "POST /api/catalogue",
              """
              item,description,price,tax_code,tax_rate,barcodes,stocked
              85123A,Thing 0,1.25,STD,20,4000000000010,true
              """),
          Map.entry(
              "POST /api/goods-receipts",
              """
              {"reference":"FUZZ-G","lines":[{"item":"85123A","quantity":"1"}]}"""),
          Map.entry(
              "POST /api/stock-movements",
              """
              {"reference":"FUZZ-M","from":"shop-floor","to":"back-room","lines":[{"item":"85123A","quantity":"1"}]}"""),
          Map.entry(
              "POST /api/transfers",
              """
              {"reference":"FUZZ-T","store":"S2","lines":[{"item":"85123A","quantity":"1"}]}"""),
          Map.entry(
              "POST /api/transfers/{id}/receipts",
              """
              {"reference":"FUZZ-R","store":"S2","lines":[{"item":"85123A","quantity":"1"}]}"""),
          Map.entry(
              "POST /api/transfers/{id}/difference",
              """
              {"reference":"FUZZ-D","kind":"missing","reason":"lost","lines":[{"item":"85123A","quantity":"1"}]}"""),
          Map.entry(
              "POST /api/promises",
              """
              {"reference":"FUZZ-P","customer":"17850","lines":[{"item":"85123A","quantity":"1"}]}"""),
          Map.entry(
              "POST /api/promises/{reference}/end",
              """
              {"reason":"fetched"}"""),
          Map.entry(
              "POST /api/cases/{case}/settlement",
              """
              {"choice":"accept","reason":"miscounted","by":"Ann","documents":2,"missing":"1"}"""),
          Map.entry(
              "POST /api/policies",
              """
              {"name":"fuzz","kind":"oversell","groups":["things"],"quantityAtMost":"2","valueMoreThan":"1","ageHours":24,"choice":"accept","by":"Ann"}"""),
          Map.entry("POST /api/policies/{name}/dry-run", ""),
          Map.entry(
              "POST /api/policies/{name}/switch",
              """
              {"version":1,"on":true,"by":"Ann"}"""),
          Map.entry(
              "POST /sync/v1/transfers",
              """
              {"protocol":3,"open":["S1-T-000001"]}"""),
          Map.entry("POST /api/terminals/{id}/enrolment-codes", ""),
          Map.entry("POST /api/terminals/{id}/revocation", ""),
          Map.entry(
              "PUT /api/items/{item}",
              """
              {"description":"Thing 0","price":"1.25","taxCode":"STD","barcodes":["4000000000010"],"stocked":true}"""),
          Map.entry(
              "PUT /api/taxes/{code}",
              """
              {"rate":"20"}"""),
          Map.entry(
              "POST /api/stores",
              """
              {"store":"S9"}"""),
          Map.entry("POST /api/stores/{store}/revocation", ""),
          Map.entry(
              "POST /api/jobs",
              """
              {"name":"erp"}"""),
          Map.entry("POST /api/jobs/{name}/revocation", ""),
          Map.entry("POST /api/feed/topic/beginning", ""),
          Map.entry(
              "PUT /api/entities/{entity}",
              """
              {"currency":"GBP"}"""),
          Map.entry("PUT /api/entities/{entity}/stores/{store}", ""),
          Map.entry(
              "POST /api/entities/{entity}/closed-months",
              """
              {"month":"2026-11"}"""),
          Map.entry("POST /api/valuation/recomputation", ""),
          Map.entry(
              "PUT /api/series-templates",
              """
              {"series":"sale","template":"{store}-{terminal}-{yy}-{epoch}-{n:6}"}"""),
          Map.entry(
              "PUT /api/terminals/{id}/series",
              """
              {"series":"sale","template":"{store}-{terminal}-{yy}-{epoch}-{n:6}"}"""),
          Map.entry(
              "PUT /api/customers/{customer}",
              """
              {"name":"Ada","phone":"1","email":"a@b.example"}"""),
          Map.entry(
              "POST /api/customers",
              """
              customer,name,phone,email
              17850,Ada,1,a@b.example
              """),
          Map.entry("POST /api/stores/{store}/resumption", ""),
          Map.entry(
              "POST /api/ranges",
              """
              {"range":"gift-card","from":1,"to":100000,"leaseSize":100}"""),
          Map.entry(
              "PUT /api/ranges/{range}",
              """
              {"next":1}"""),
          Map.entry(
              "PUT /api/scarce-items/{item}",
              """
              {"lot":"1"}"""),
          Map.entry(
              "POST /api/stock-leases/returns",
              """
              {"terminal":"T1","epoch":1}"""),
          Map.entry("POST /api/stock-leases/release", ""),
          Map.entry(
              "POST /sync/v1/stock-leases",
              """
              {"protocol":3,"request":"one","session":"two","n":1,"leases":[{"item":"85123A","since":0,"grantedThousandths":0,"returnedThousandths":0}]}"""),
          Map.entry(
              "POST /sync/v1/findings",
              """
              {"protocol":3,"incarnation":"one","seq":1,"ageMillis":0,"rows":[{"table":"stock","key":"85123A","column":"quantityThousandths","terminal":"1","store":"2"}],"more":false}"""),
          Map.entry("POST /api/parked/{terminal}/{epoch}/{n}/resubmission", ""),
          Map.entry(
              "POST /api/parked/{terminal}/{epoch}/{n}/dismissal",
              """
              {"reason":"seen"}"""),
          Map.entry(
              "POST /api/collisions/{terminal}/{epoch}/{n}/{hash}/dismissal",
              """
              {"reason":"seen","by":"Ann"}"""),
          Map.entry(
              "POST /api/collisions/{store}/{terminal}/{epoch}/{n}/{hash}/dismissal",
              """
              {"reason":"seen","by":"Ann"}"""),
          Map.entry("POST /api/reference/chain", SETTING),
          Map.entry("POST /api/reference/regions/{region}", SETTING),
          Map.entry("POST /api/reference/stores/{store}", SETTING),
          Map.entry(
              "PUT /api/reference/stores/{store}/region",
              """
              {"region":"NORTH"}"""),
          Map.entry(
              "PUT /api/settings/{name}",
              """
              {"value":"Thank you"}"""),
          Map.entry("POST /api/uplink/export", ""),
          Map.entry(
              "POST /api/uplink/receipt",
              """
              {"protocol":3,"store":"S1","incarnation":"a","outcome":"APPLIED","watermark":{"position":1,"hash":"0000000000000000000000000000000000000000000000000000000000000000"},"from":0,"seal":"00"}"""),
          Map.entry(
              "POST /api/inbox/import",
              """
              {"file":"tillstream-facts","v":1,"store":"S1","incarnation":"a"}"""),
          Map.entry("POST /api/backups/terminal-database", ""));

  private Samples() {}

  /**
   * For every endpoint at least one.
   *
   * @param recorded what programs said
   * @throws AssertionError naming the endpoints for which there is none
   */
  static List<Request> of(SortedSet<String> endpoints, List<Request> recorded) {
    List<Request> samples = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (String endpoint : endpoints) {
      List<Request> own =
          recorded.stream().filter(each -> Endpoints.matches(endpoint, each.endpoint())).toList();
      if (!own.isEmpty()) {
        own.forEach(each -> samples.add(named(endpoint, each)));
      } else if (endpoint.startsWith("GET ")
          || endpoint.startsWith("DELETE ")
          || BODIES.containsKey(endpoint)) {
        samples.add(composed(endpoint));
      } else {
        without.add(endpoint);
      }
    }
    if (!without.isEmpty()) {
      throw new AssertionError(
          "Endpoints that would not be fuzzed; give Samples a body: " + without);
    }
    return samples;
  }

  private static Request named(String endpoint, Request recorded) {
    return new Request(
            endpoint,
            recorded.method(),
            recorded.target(),
            recorded.headers(),
            recorded.body(),
            true)
        .with("Accept-Encoding", null);
  }

  private static Request composed(String endpoint) {
    String path = path(endpoint);
    String body = BODIES.getOrDefault(endpoint, "");
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Accept", "*/*"));
    if (!body.isEmpty()) {
      headers.add(
          new Header(
              "Content-Type",
              body.startsWith("item,") || body.startsWith("customer,")
                  ? "text/csv"
                  : endpoint.endsWith("/import")
                      ? "application/gzip"
                      : body.startsWith("{\"protocol\"") && body.contains("\n")
                          ? Protocol.NDJSON
                          : "application/json"));
    }
    return Request.of(
        endpoint,
        path.startsWith("/api/") && endpoint.startsWith("GET") ? path + "?limit=5" : path,
        headers,
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** The path of an endpoint, with a value for each parameter. */
  static String path(String endpoint) {
    String path = endpoint.substring(endpoint.indexOf(' ') + 1);
    for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
      path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
    }
    if (path.contains("{")) {
      throw new AssertionError("Samples has no value for a parameter of " + endpoint);
    }
    return path;
  }

  /** The values of Authorization that were seen. */
  static Map<String, String> credentials(List<Request> recorded) {
    Map<String, String> credentials = new HashMap<>();
    for (Request request : recorded) {
      String value = request.header("Authorization");
      if (value != null) {
        credentials.put(value, value);
      }
    }
    return credentials;
  }
}
