package io.tillstream.store.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.http.BodyLimit;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Whom documents may name. */
@Path("/api/customers")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Customers")
class CustomersResource {

  private static final long FILE_BYTES_MAX = 16L * 1024 * 1024;
  private static final int ROWS_MAX = 50_000;

  private final ListCustomers customers;
  private final Writer writer;

  CustomersResource(ListCustomers customers, Writer writer) {
    this.customers = customers;
    this.writer = writer;
  }

  /**
   * What an import did.
   *
   * @param customers rows of the file
   * @param changed how many of them are new or different now
   */
  public record Imported(int customers, int changed) {}

  /**
   * A page of customers.
   *
   * @param customers in the order of their numbers
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<Customer> customers, String next) {}

  /**
   * What is known of a customer.
   *
   * @param name as the customer gave it
   * @param phone or null
   * @param email or null
   */
  public record CustomerBody(String name, String phone, String email) {}

  /** Imports a file; bad rows are named by line and nothing is imported. */
  @POST
  @Consumes("text/csv")
  @BodyLimit(bytesMax = FILE_BYTES_MAX)
  @Operation(
      summary = "Import customers",
      description =
          "UTF-8 CSV with the header customer,name,phone,email. Customers that are not in the file"
              + " stay. Documents that waited for one of them are booked.")
  public Imported importFile(InputStream file) throws IOException {
    PutCustomers change = new ReadCustomers().file(file, ROWS_MAX);
    return new Imported(change.customers().size(), writer.ask(change));
  }

  /** Adds or corrects a customer. */
  @PUT
  @Path("/{customer}")
  public Customer put(@RestPath String customer, CustomerBody body) throws SQLException {
    CustomerBody asked = body == null ? new CustomerBody(null, null, null) : body;
    writer.ask(new ReadCustomers().one(customer, asked.name(), asked.phone(), asked.email()));
    return customer(customer);
  }

  /** Shows a customer. */
  @GET
  @Path("/{customer}")
  public Customer customer(@RestPath String customer) throws SQLException {
    return customers
        .of(customer)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.NOT_FOUND, "there is no customer '" + customer + "'"));
  }

  /** Lists customers in the order of their numbers. */
  @GET
  public Listed list(
      @QueryParam("after") @DefaultValue("") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    List<Customer> found = customers.after(after, most);
    return new Listed(found, found.size() < most ? null : found.getLast().customer());
  }
}
