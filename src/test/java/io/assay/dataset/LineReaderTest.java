package io.assay.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static List<String> read(String mediaType, byte[] body) throws IOException {
    List<String> seen = new ArrayList<>();
    LineReader.read(
        mediaType,
        new ByteArrayInputStream(body),
        List.of("key"),
        new LineReader.Sink() {
          @Override
          public void line(long number, ObjectNode value) {
            seen.add(number + " " + value);
          }

          @Override
          public void fault(long number, String detail) {
            seen.add(number + " fault: " + detail);
          }
        });
    return seen;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void lineThatIsNotUtf8_isReported_othersGoOn() throws IOException {
    assertThat(read("text/csv", latin("key,text\na,caf\u00e9\nb,tea\n")))
        .containsExactly("2 fault: the line is not UTF-8", "3 {\"key\":\"b\",\"text\":\"tea\"}");
    assertThat(read("application/x-ndjson", latin("{\"key\":\"\u00e9\"}\n{\"key\":\"b\"}\n")))
        .containsExactly("1 fault: the line is not UTF-8", "2 {\"key\":\"b\"}");
  }

  @Test
  void lineOfAnotherWidth_isReportedWithBothWidths() throws IOException {
    assertThat(read("text/csv", latin("key,text\na\n")))
        .containsExactly("2 fault: fields in the line: 1, in the header: 2");
  }

  @Test
  void headerThatNamesAColumnTwice_isRefused() {
    assertThatThrownBy(() -> read("text/csv", latin("key,text,text\na,b,c\n")))
        .hasMessageContaining("names a column twice");
  }
}
