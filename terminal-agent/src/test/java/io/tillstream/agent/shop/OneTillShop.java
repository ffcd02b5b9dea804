package io.tillstream.agent.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store and a terminal that is enrolled with it, anew for each test. */
public abstract class OneTillShop {

  /** Where there is room for copies of the terminal's folder. */
  @TempDir protected Path disk;

  /** Sells nothing yet. */
  protected final SmallStore store = new SmallStore();

  /** The terminal's. */
  protected Path folder;

  /** Has heard nothing of its store yet. */
  protected TestTerminal terminal;

  @BeforeEach
  protected final void enrol() {
    folder = disk.resolve("data");
    terminal = TestTerminal.enrolled(store, folder);
  }

  @AfterEach
  protected final void close() {
    terminal.close();
    store.close();
  }

  /** The store sells hearts, and the terminal knows. */
  protected final void sellHearts() {
    store.sells("85123A", "HEART", 25_500, 1000);
    terminal.pullsAll();
  }

  /** The terminal is started again. */
  protected final void reopen() {
    terminal.close();
    terminal = TestTerminal.reopened(folder);
  }

  /** Makes an image of its folder, and of its witness beside it. */
  protected final Path image() {
    terminal.witnesses("image", disk);
    return Disk.copy(folder, disk.resolve("image"));
  }

  /** The same while it is switched off. */
  protected final Path imageWhileOff() {
    terminal.close();
    Path image = image();
    terminal = TestTerminal.reopened(folder);
    return image;
  }

  /** Puts an image in the place of its folder. */
  protected final void restore(Path image) {
    terminal.close();
    Disk.restore(image, folder);
    terminal = TestTerminal.reopened(folder);
  }

  /** The same, with the witness as it was then: an image of the whole disk. */
  protected final void restoreWithWitness(Path image) {
    terminal.close(); // which writes the witness
    terminal.bringBackWitness(disk.resolve("image-witnesses"));
    restore(image);
  }

  /** Uploads until nothing waits. */
  protected final void sendsAll() {
    for (int steps = 0; steps < 20; steps++) {
      terminal.up.step();
    }
    assertThat(terminal.up.pending()).isZero();
  }

  /** Its folder is enrolled anew by a code that the store makes, and it is started. */
  protected final void isEnrolledAnew(String code) {
    enrolsAnew(code);
    terminal = TestTerminal.reopened(folder);
  }

  /** The same, and it stays switched off. */
  protected final void enrolsAnew(String code) {
    store.door().issues(code);
    assertThat(enrolsWith(code)).isZero();
  }

  /** Its folder is offered a code, and it stays switched off; how that ended. */
  protected final int enrolsWith(String code) {
    terminal.close();
    return TestTerminal.enrols(store, code, folder);
  }
}
