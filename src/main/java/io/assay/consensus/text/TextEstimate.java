package io.assay.consensus.text;

import java.util.List;

/**
 * The text of an item.
 *
 * @param text what it most probably is
 * @param tokens its words, see {@link Token}; none where the text was judged as a whole
 * @param confidence expected share of it that is right, in [0, 1]
 * @param medoid the answer closest to all, as it was given
 * @param answers number of answers it rests on
 */
public record TextEstimate(
    String item,
    String text,
    List<TokenEstimate> tokens,
    double confidence,
    String medoid,
    int answers) {
  public TextEstimate {
    tokens = List.copyOf(tokens);
  }
}
