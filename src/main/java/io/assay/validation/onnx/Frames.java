package io.assay.validation.onnx;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * What server and worker say to each other, over the worker's standard streams: a mark and a count,
 * both of 4 bytes with the highest first, then values in the order of bytes of the machine they
 * share.
 *
 * <p>The worker says READY once its model is loaded. To each BATCH of rows it answers ROWS (as many
 * rows, then the number of columns and the values), or FAULT (bytes of a UTF-8 reason) and ends.
 */
final class Frames {
  static final int BATCH = 0x41531001;
  static final int READY = 0x41531002;
  static final int ROWS = 0x41531003;
  static final int FAULT = 0x41531004;

  private static final int MAX_REASON_BYTES = 2000;

  private final ReadableByteChannel channel;
  private final DataInputStream in;
  private final DataOutputStream out;

  /** The streams must not be buffered: a frame is read by its exact length. */
  Frames(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.channel = Channels.newChannel(in);
    this.out = new DataOutputStream(out);
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  int readInt() throws IOException {
    return in.readInt();
  }

  /** Fills a buffer and turns it to be read. */
  void readFully(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException();
      }
    }
    target.flip();
  }

  String readReason() throws IOException {
    int length = Math.max(0, Math.min(MAX_REASON_BYTES, in.readInt()));
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  void writeMark(int mark, int count) throws IOException {
    out.writeInt(mark);
    out.writeInt(count);
    out.flush();
  }

  void writeValues(ByteBuffer values) throws IOException {
    byte[] chunk = new byte[Math.min(values.remaining(), 1 << 16)];
    while (values.hasRemaining()) {
      int length = Math.min(chunk.length, values.remaining());
      values.get(chunk, 0, length);
      out.write(chunk, 0, length);
    }
    out.flush();
  }

  void writeInt(int value) throws IOException {
    out.writeInt(value);
  }

  void writeReason(String reason) throws IOException {
    byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(MAX_REASON_BYTES, bytes.length);
    writeMark(FAULT, length);
    out.write(bytes, 0, length);
    out.flush();
  }
}
