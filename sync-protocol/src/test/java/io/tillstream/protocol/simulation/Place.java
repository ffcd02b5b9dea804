package io.tillstream.protocol.simulation;

/** Somewhere that chance can strike: a machine, or a program on it. */
abstract class Place {

  private final World world;
  private final String name;
  private final int index;

  Place(World world, String name) {
    this.world = world;
    this.name = name;
    this.index = world.enter();
  }

  World world() {
    return world;
  }

  /** A small number of its own. */
  int index() {
    return index;
  }

  @Override
  public final String toString() {
    return name;
  }
}
