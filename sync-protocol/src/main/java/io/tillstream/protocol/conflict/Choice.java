package io.tillstream.protocol.conflict;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a person may do about a case. */
public enum Choice {
  /** It is known and left as it is: no goods and no money move. */
  ACCEPT("accept"),
  /** The goods came from the back room, and nobody had booked it. */
  FROM_BACK_ROOM("from-back-room"),
  /** The goods were there all the time, and the books had not known of them. */
  COMPENSATE("compensate"),
  /** The goods are owed to whoever bought them, and come with a delivery. */
  BACK_ORDER("back-order"),
  /** Another store is to send them. */
  TRANSFER("transfer"),
  /** The item is counted again on the shop floor. */
  RECOUNT("recount"),
  /** One of the documents says what did not happen, and a new one turns its goods round. */
  CORRECT("correct"),
  /** The rest of a transfer may still come, or its papers may: nothing is booked. */
  WAIT("wait"),
  /** What has not come of a transfer is lost. */
  LOST("lost"),
  /** More has come than was sent, and it is here to stay. */
  FOUND("found"),
  /** The delivery was counted again, and all of it was there. */
  COUNTED_AGAIN("counted-again"),
  /** The goods had moved before they were counted. */
  INSIDE("inside"),
  /** The goods moved after they were counted. */
  OUTSIDE("outside"),
  /** Documents that are parked stay unbooked: what they say did not happen. */
  LEAVE_UNBOOKED("leave-unbooked"),
  /** The customers were asked to bring the goods back: nothing is booked until they do. */
  CALL_BACK("call-back");

  private final String wireName;

  Choice(String wireName) {
    this.wireName = wireName;
  }

  /** The choice of this name. */
  public static Optional<Choice> find(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }

  /**
   * The choice of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static Choice of(String wireName) {
    return find(wireName)
        .orElseThrow(() -> new IllegalArgumentException("no choice '" + wireName + "'"));
  }

  @Override
  @JsonValue
  public String toString() {
    return wireName;
  }
}
