package io.assay.validation.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Walks the fields of a protobuf message, with a bound on what it keeps in memory. */
final class ProtobufFields {
  private static final int BUFFER = 1 << 16;
  private static final int MAX_STRING_BYTES = 1024;

  private final CodedInputStream in;

  /** Reads one field, or leaves it to be skipped. */
  interface Visitor {
    /**
     * Sees a field.
     *
     * @param tag number and wire type, as made by {@link #message} and {@link #number}
     * @return whether it read the value
     */
    boolean read(int tag) throws IOException;
  }

  ProtobufFields(InputStream bytes) {
    in = CodedInputStream.newInstance(bytes, BUFFER);
  }

  /** The tag of a string, some bytes or a message. */
  static int message(int field) {
    return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  /** The tag of a whole number or an enumeration. */
  static int number(int field) {
    return field << 3 | WireFormat.WIRETYPE_VARINT;
  }

  /** Walks to the end of the file or of the message at hand. */
  void walk(Visitor visitor) throws IOException {
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      if (tag != 0 && !visitor.read(tag)) {
        skip(tag);
      }
    }
  }

  /** Walks the message that comes next. */
  void walkMessage(Visitor visitor) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    walk(visitor);
    if (in.getBytesUntilLimit() != 0) {
      throw cutOff();
    }
    in.popLimit(outer);
  }

  long readNumber() throws IOException {
    return in.readInt64();
  }

  String readString() throws IOException {
    int length = in.readRawVarint32();
    if (length < 0 || length > MAX_STRING_BYTES) {
      throw new EncoderException("not-onnx", "The file has a name longer than any name is.");
    }
    return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
  }

  /** Passes over a value; the groups of old are in no ONNX file. */
  private void skip(int tag) throws IOException {
    int type = WireFormat.getTagWireType(tag);
    if (type == WireFormat.WIRETYPE_START_GROUP || !in.skipField(tag)) {
      throw new EncoderException("not-onnx", "The file is not an ONNX model.");
    }
  }

  private static EncoderException cutOff() {
    return new EncoderException("not-onnx", "The file is cut off: it promises more than it holds.");
  }
}
