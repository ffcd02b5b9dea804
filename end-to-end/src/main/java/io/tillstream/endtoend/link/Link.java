package io.tillstream.endtoend.link;

import io.tillstream.endtoend.program.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network line on loopback: it listens on a port of its own and forwards every connection to a
 * program. Thread-safe.
 */
public final class Link implements AutoCloseable {

  private static final int CONNECTIONS_MAX = 2_048;

  private final int port;
  private volatile int target;
  private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
  private final AtomicLong carriedUp = new AtomicLong();
  private final Flow flow = new Flow();
  private final Map<Direction, Course> courses;
  private final ReentrantLock lock = new ReentrantLock();
  private ServerSocket listener;
  private Thread accepting;
  private volatile boolean losingAnswers;

  private Link(int port, int target, long seed) {
    this.port = port;
    this.target = target;
    courses =
        Map.of(Direction.UP, new Course(seed), Direction.DOWN, new Course(seed ^ Long.MIN_VALUE));
  }

  /** A working line to the program on this port. */
  public static Link to(int target) throws IOException {
    return to(target, target);
  }

  /**
   * A working line to the program on this port.
   *
   * @param seed of what faults draw by chance
   */
  public static Link to(int target, long seed) throws IOException {
    Link link = new Link(FreePort.find(), target, seed);
    link.restore();
    return link;
  }

  /** Where to connect instead of to the program itself. */
  public int port() {
    return port;
  }

  /** Where to connect instead of to the program itself. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Leads to another program from now on; connections there are are reset. */
  public void leadTo(int port) {
    target = port;
    resetConnections();
  }

  /** Bytes carried towards the program so far. */
  public long bytesCarriedUp() {
    return carriedUp.get();
  }

  /** Closes every connection and refuses new ones, until it is restored. */
  public void cut() {
    Thread ending;
    lock.lock();
    try {
      if (listener != null) {
        Wire.closeQuietly(listener);
        listener = null;
      }
      ending = accepting;
    } finally {
      lock.unlock();
    }
    wires.forEach(Wire::close);
    wires.clear();
    try {
      ending.join(); // until then the port may be held, and could not be listened on again
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Accepts and forwards again; ends every fault too. A connection that has lost bytes is reset:
   * the ends of a real one would have sent them again, these cannot.
   */
  public void restore() throws IOException {
    losingAnswers = false;
    flow.free();
    courses.values().forEach(course -> course.suffer(new Fault.None()));
    wires.stream().filter(Wire::isTorn).forEach(this::reset);
    listen();
  }

  /**
   * Lets one direction suffer a fault from now on, in place of what it suffered before; the other
   * direction is not touched. {@link #restore} ends it.
   */
  public void suffers(Direction direction, Fault fault) {
    courses.get(direction).suffer(fault);
    if (fault instanceof Fault.HalfOpen) {
      wires.forEach(wire -> wire.abandon(direction));
    }
  }

  /** Resets every connection there is; new ones are carried. */
  public void resetConnections() {
    wires.forEach(this::reset);
  }

  private void reset(Wire wire) {
    wire.reset();
    wires.remove(wire);
  }

  /**
   * Accepts and forwards, but only until a request is longer than this: so many of its bytes are
   * carried, and then nothing in either direction on any connection, until it is restored.
   */
  public void stallInRequestAfter(long bytes) throws IOException {
    flow.stallInRequestAfter(bytes);
    listen();
  }

  /** Whether it carries nothing although its connections are open. */
  public boolean isStalled() {
    return flow.isStalled();
  }

  /** Accepts and carries requests, but closes a connection instead of carrying its answer. */
  public void loseAnswers() throws IOException {
    losingAnswers = true;
    listen();
  }

  private void listen() throws IOException {
    lock.lock();
    try {
      if (listener == null) {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        listener = opened;
        accepting = Thread.ofVirtual().name("link " + port).start(() -> accept(opened));
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      forwardNext(from);
    }
  }

  private void forwardNext(ServerSocket from) {
    try {
      connect(from.accept());
    } catch (IOException e) {
      // Cut, or the program is away: the caller sees its connection closed, as on a real line.
      return;
    }
  }

  private void connect(Socket near) throws IOException {
    if (wires.size() >= CONNECTIONS_MAX) {
      near.close();
      throw new IOException("too many connections on one line");
    }
    Wire wire = new Wire(near, flow, courses.get(Direction.UP), courses.get(Direction.DOWN));
    wires.add(wire);
    try {
      wire.connectTo(target);
      requireUp();
    } catch (IOException e) {
      end(wire);
      throw e;
    }
    Thread.ofVirtual().start(() -> carryUp(wire));
    Thread.ofVirtual().start(() -> carryDown(wire));
  }

  // A connection that was being opened while the line was cut must not survive the cut.
  private void requireUp() throws IOException {
    lock.lock();
    try {
      if (listener == null) {
        throw new IOException("the line was cut");
      }
    } finally {
      lock.unlock();
    }
  }

  private void carryUp(Wire wire) {
    wire.carryUp(carriedUp);
    endUnlessHeld(wire);
  }

  private void carryDown(Wire wire) {
    wire.carryDown(() -> losingAnswers);
    endUnlessHeld(wire);
  }

  // Of a half-open connection one end is held until the line is restored or cut.
  private void endUnlessHeld(Wire wire) {
    if (!wire.isHalfOpen()) {
      end(wire);
    }
  }

  private void end(Wire wire) {
    wire.close();
    wires.remove(wire);
  }

  /** Cuts the line for good. */
  @Override
  public void close() {
    cut();
    flow.free();
    courses.values().forEach(course -> course.suffer(new Fault.None()));
  }
}
