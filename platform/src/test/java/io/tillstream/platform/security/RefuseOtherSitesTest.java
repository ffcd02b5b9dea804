package io.tillstream.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.HostAndPort;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefuseOtherSitesTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:7100, 127.0.0.1:7100",
    "http://Shop.example, shop.example",
    "http://shop.example, shop.example:80",
    "https://shop.example, shop.example",
    "https://shop.example, shop.example:443",
    "http://[::1]:7100, [::1]:7100",
  })
  void thePagesOfThisServerAreItsOwn(String origin, String host) {
    assertThat(RefuseOtherSites.isSame(origin, HostAndPort.parseAuthority(host, -1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, 127.0.0.1:7100",
    "http://127.0.0.1:8080, 127.0.0.1:7100",
    "http://127.0.0.1:7100.evil.example, 127.0.0.1:7100",
    "http://127.0.0.1:7100@evil.example, 127.0.0.1:7100",
    "http://shop.example, shop.example:7100",
    "null, 127.0.0.1:7100",
    "'', 127.0.0.1:7100",
    "http://, 127.0.0.1:7100",
    "file://, 127.0.0.1:7100",
  })
  void allOthersAreNot(String origin, String host) {
    assertThat(RefuseOtherSites.isSame(origin, HostAndPort.parseAuthority(host, -1))).isFalse();
  }
}
