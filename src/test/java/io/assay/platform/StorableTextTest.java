package io.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StorableTextTest {
  @Test
  void wholeCharacters_areStorable_halvesAndNullsAreNot() {
    assertThat(StorableText.holds("")).isTrue();
    assertThat(StorableText.holds("路面 😀 \\u0000")).isTrue();
    assertThat(StorableText.holds("a\0")).isFalse();
    assertThat(StorableText.holds("\ud83d")).isFalse();
    assertThat(StorableText.holds("\ude00\ud83d")).isFalse();
    assertThat(StorableText.holds("x\ud83dy")).isFalse();
  }

  @Test
  void everyPartOfADocument_isLookedAt() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(StorableText.holds(json.readTree("{\"a\":[1,{\"b\":\"x\"}]}"))).isTrue();
    assertThat(StorableText.holds(json.readTree("{\"a\":[1,{\"b\":\"\\ud800\"}]}"))).isFalse();
    assertThat(StorableText.holds(json.readTree("{\"\\udc00\":1}"))).isFalse();
  }
}
