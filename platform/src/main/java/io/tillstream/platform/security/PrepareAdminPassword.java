package io.tillstream.platform.security;

import io.quarkus.runtime.StartupEvent;
import io.tillstream.platform.start.GiveUp;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/**
 * Makes the password at the start and not at the first log-in, so that whoever wants to log in
 * finds it in its file. Stateless.
 */
@Singleton
class PrepareAdminPassword {

  void atStart(@Observes StartupEvent start, Provider<AdminPassword> password) {
    try {
      password.get();
    } catch (UnusableAdminPassword e) {
      GiveUp.because(e.getMessage());
    }
  }
}
