package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a terminal without files of its own holds: table → key → row. */
final class HeldRows {
  final Map<String, Map<Object, List<Object>>> tables = new HashMap<>();
  String incarnation;
  long seq;

  Response asks(ATerminal till, int rows) {
    return seq == 0
        ? till.asksForChanges("rows", rows)
        : till.asksForChanges("rows", rows, "incarnation", incarnation, "after", seq);
  }

  JsonPath apply(ATerminal till, int rows) {
    JsonPath page = asks(till, rows).then().statusCode(200).extract().jsonPath();
    for (Map<String, Object> table : page.<Map<String, Object>>getList("tables")) {
      Map<Object, List<Object>> held =
          tables.computeIfAbsent((String) table.get("table"), t -> new HashMap<>());
      @SuppressWarnings("unchecked")
      List<List<Object>> changed = (List<List<Object>>) table.get("rows");
      changed.forEach(row -> held.put(row.get(0), row));
      ((List<?>) table.get("removed")).forEach(held::remove);
    }
    assertThat(page.getLong("after")).isEqualTo(seq);
    incarnation = page.getString("incarnation");
    seq = page.getLong("to");
    return page;
  }

  JsonPath catchUp(ATerminal till, int rows) {
    JsonPath page = apply(till, rows);
    return page.getBoolean("checkpoint") ? page : catchUp(till, rows);
  }
}
