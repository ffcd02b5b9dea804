package io.tillstream.store.catalogue;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.http.BodyLimit;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes a catalogue file, all or nothing. */
@Path("/api/catalogue")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Catalogue")
class CatalogueResource {

  private final Writer writer;
  private final CatalogueConfig limits;

  CatalogueResource(Writer writer, CatalogueConfig limits) {
    this.writer = writer;
    this.limits = limits;
  }

  /**
   * What an import did.
   *
   * @param items rows of the file
   * @param changed how many of them are different now
   */
  public record Imported(int items, int changed) {}

  /** Imports a file; bad rows are named by line and nothing is imported. */
  @POST
  @Consumes("text/csv")
  @BodyLimit(bytesMax = CatalogueConfig.FILE_BYTES_MAX)
  @Operation(
      summary = "Import a catalogue",
      description =
          "UTF-8 CSV with a header. Columns: item (required), description, price, tax_code,"
              + " tax_rate (percent), barcodes (separated by blanks), stocked (true or false), group."
              + " Items that are not in the file stay as they are, and so do columns.")
  public Imported importFile(InputStream file) throws IOException {
    ChangeCatalogue change = new ReadCatalogueFile(limits.rowsMax()).read(file);
    return switch (writer.ask(change)) {
      case CatalogueAnswer.Changed(int items, int changed) -> new Imported(items, changed);
      case CatalogueAnswer.UnknownTaxCodes(Set<String> codes) -> {
        faultsOf(change, codes).throwIfAny(ProblemCode.CATALOGUE_REJECTED);
        throw new IllegalStateException("no item names any of " + codes);
      }
    };
  }

  private static Faults faultsOf(ChangeCatalogue change, Set<String> codes) {
    Faults faults = new Faults();
    for (ItemChange item : change.items()) {
      if (item.taxCode() != null && codes.contains(item.taxCode())) {
        faults.add(
            ProblemCode.CATALOGUE_REJECTED,
            new FieldError(
                item.line(), "tax_code", "nobody has given a rate for " + item.taxCode()));
      }
    }
    return faults;
  }
}
