package io.assay.consensus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenTest {
  private static List<String> words(String text) {
    return Token.listOf(text).stream().map(Token::text).toList();
  }

  @Test
  void wordsLieBetweenSpaces() {
    assertThat(words("  Don't stop,\u00a0now! \n")).containsExactly("Don't", "stop,", "now!");
    assertThat(words(" ")).isEmpty();
    assertThat(words("")).isEmpty();
    assertThat(Token.listOf("a b \n c").stream().map(Token::gap)).containsExactly("", " ", "\n");
  }

  @Test
  void scriptsWithoutSpaces_areSplitByCodePoint() {
    assertThat(words("東京2020へ")).containsExactly("東", "京", "2020", "へ");
    assertThat(words("コーヒー。")).containsExactly("コ", "ー", "ヒ", "ー", "。");
    assertThat(words("か\u3099く")).containsExactly("か\u3099", "く");
    assertThat(words("\ud842\udfb7野家")).containsExactly("\ud842\udfb7", "野", "家");
    assertThat(words("ไทย")).hasSize(3);
  }
}
