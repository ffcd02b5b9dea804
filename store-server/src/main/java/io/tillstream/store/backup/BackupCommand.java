package io.tillstream.store.backup;

import io.tillstream.replica.snapshot.CarriedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backup}: has the running store make a database file, to be carried to a terminal. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a file with items, prices and stock, to be carried to a terminal that has no line to",
      "the store. Asks the store server that runs on this computer, as its administrator: the",
      "password is $TILLSTREAM_ADMIN_PASSWORD, or else the one in the data directory."
    },
    footer = {
      "With --terminal the file also enrols a terminal. It is a secret then: whoever has it can",
      "speak to the store in the terminal's name. Use it on one machine, and delete it."
    })
public final class BackupCommand implements Callable<Integer> {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);
  private static final int PROBLEM_SHOWN_MAX = 2000;

  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to make.")
  private Path out;

  @Option(
      names = "--terminal",
      paramLabel = "T2",
      description = "The till position that the machine becomes which takes the file over.")
  private String terminal;

  @Option(
      names = "--store-url",
      paramLabel = "URL",
      description = {
        "Where that machine reaches this store, for example http://store:7200.",
        "Default: $TILLSTREAM_BACKUP_STORE_URL of the server."
      })
  private URI storeUrl;

  @Option(
      names = "--replace",
      description = "Also when the position is enrolled now: that machine is cut off.")
  private boolean replace;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:TILLSTREAM_DATA:-data}",
      description = "The store's data directory. Default: $TILLSTREAM_DATA or else data")
  private Path data;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:${env:QUARKUS_HTTP_PORT:-7200}",
      description = "The running store server. Now ${DEFAULT-VALUE}")
  private URI server;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String password = password();
    if (password == null) {
      return fail(
          "no administrator's password in %s: give the store's own --data, or set TILLSTREAM_ADMIN_PASSWORD"
              .formatted(data));
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build()) {
      HttpResponse<InputStream> answer =
          client.send(request(password), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          String problem = new String(body.readNBytes(PROBLEM_SHOWN_MAX), StandardCharsets.UTF_8);
          return fail("the store refused: HTTP " + answer.statusCode() + " " + problem);
        }
        write(body, answer.headers().firstValueAsLong("Content-Length").orElse(-1));
      }
    } catch (IOException e) {
      return fail(
          "no file was made, %s: %s"
              .formatted(server, e.getMessage() == null ? "no connection" : e.getMessage()));
    }
    return tell();
  }

  private HttpRequest request(String password) {
    String login =
        Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    server.toString().replaceAll("/+$", "") + "/api/backups/terminal-database"))
            .timeout(ANSWER_TIMEOUT)
            .header("Authorization", "Basic " + login);
    return terminal == null
        ? request.GET().build()
        : request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(wanted()))
            .build();
  }

  private String wanted() {
    String url = storeUrl == null ? "" : ",\"storeUrl\":\"" + storeUrl.toASCIIString() + "\"";
    return "{\"terminal\":\"%s\",\"replace\":%s%s}"
        .formatted(terminal.replaceAll("[^A-Za-z0-9]", "?"), replace, url);
  }

  private void write(InputStream body, long length) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    Path fresh =
        Files.createTempFile(folder, out.getFileName() + ".", ".part"); // the owner's alone
    try {
      long written;
      try (OutputStream to = Files.newOutputStream(fresh)) { // not a copy, which would be anybody's
        written = body.transferTo(to);
      }
      if (length >= 0 && written != length) {
        throw new IOException("the file came in part: %d of %d bytes".formatted(written, length));
      }
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private int tell() throws IOException {
    try (InputStream in = Files.newInputStream(out)) {
      spec.commandLine()
          .getOut()
          .printf(
              "Made %s, %,d bytes, signed with the key %s.%n"
                  + "Carry it to the terminal and run there: import %s --data DIR%n",
              out, Files.size(out), CarriedFile.read(in).publicKey(), out.getFileName());
    }
    return 0;
  }

  private String password() throws IOException {
    String given = System.getenv("TILLSTREAM_ADMIN_PASSWORD");
    Path kept = data.resolve("admin-password");
    if (given != null && !given.isBlank()) {
      return given;
    }
    return Files.isReadable(kept) ? Files.readString(kept).trim() : null;
  }

  private int fail(String why) {
    spec.commandLine().getErr().println("store-server: " + why);
    return 1;
  }
}
