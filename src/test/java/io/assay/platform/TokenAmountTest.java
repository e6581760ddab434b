package io.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class TokenAmountTest {
  @Test
  void parse_onlyPlainDigits() {
    assertThat(TokenAmount.parse("25000")).isEqualTo(TokenAmount.of(25_000));
    for (String bad :
        new String[] {
          "", "1e-3", "0.1", "-1", "+1", "01", " 1", "1 ", "0x10", "١", "1".repeat(79)
        }) {
      assertThatThrownBy(() -> TokenAmount.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void json_isAStringOfDigits_bothWays() throws Exception {
    ObjectMapper json = new ObjectMapper();
    TokenAmount large = new TokenAmount(BigInteger.TWO.pow(200));
    String text = json.writeValueAsString(large);
    assertThat(text).isEqualTo("\"" + BigInteger.TWO.pow(200) + "\"");
    assertThat(json.readValue(text, TokenAmount.class)).isEqualTo(large);
    assertThatThrownBy(() -> json.readValue("0.001", TokenAmount.class))
        .isInstanceOf(com.fasterxml.jackson.core.JsonProcessingException.class);
  }

  @Test
  void arithmetic_neverGoesBelowZero() {
    TokenAmount five = TokenAmount.of(5);
    assertThat(five.plus(TokenAmount.of(2)).minus(five)).isEqualTo(TokenAmount.of(2));
    assertThat(five.times(3)).isEqualTo(TokenAmount.of(15));
    assertThatThrownBy(() -> TokenAmount.of(2).minus(five))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
