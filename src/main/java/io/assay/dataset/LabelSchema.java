package io.assay.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.assay.platform.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The question put with every item of a dataset and what answers it takes. A new kind of question
 * is a new record here, its reading in {@link LabelReader}, and its desk in the web UI.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LabelSchema.Choice.class, name = "choice"),
  @JsonSubTypes.Type(value = LabelSchema.MultiChoice.class, name = "multi-choice"),
  @JsonSubTypes.Type(value = LabelSchema.Spans.class, name = "spans"),
  @JsonSubTypes.Type(value = LabelSchema.Boxes.class, name = "boxes"),
  @JsonSubTypes.Type(value = LabelSchema.Polygons.class, name = "polygons"),
  @JsonSubTypes.Type(value = LabelSchema.Pairwise.class, name = "pairwise"),
  @JsonSubTypes.Type(value = LabelSchema.Rating.class, name = "rating"),
  @JsonSubTypes.Type(value = LabelSchema.Transcription.class, name = "transcription")
})
@Schema(
    discriminatorProperty = "type",
    discriminatorMapping = {
      @DiscriminatorMapping(value = "choice", schema = LabelSchema.Choice.class),
      @DiscriminatorMapping(value = "multi-choice", schema = LabelSchema.MultiChoice.class),
      @DiscriminatorMapping(value = "spans", schema = LabelSchema.Spans.class),
      @DiscriminatorMapping(value = "boxes", schema = LabelSchema.Boxes.class),
      @DiscriminatorMapping(value = "polygons", schema = LabelSchema.Polygons.class),
      @DiscriminatorMapping(value = "pairwise", schema = LabelSchema.Pairwise.class),
      @DiscriminatorMapping(value = "rating", schema = LabelSchema.Rating.class),
      @DiscriminatorMapping(value = "transcription", schema = LabelSchema.Transcription.class)
    },
    oneOf = {
      LabelSchema.Choice.class,
      LabelSchema.MultiChoice.class,
      LabelSchema.Spans.class,
      LabelSchema.Boxes.class,
      LabelSchema.Polygons.class,
      LabelSchema.Pairwise.class,
      LabelSchema.Rating.class,
      LabelSchema.Transcription.class
    })
public sealed interface LabelSchema {
  String question();

  /** Exactly one of the options. Label: its value as a string. */
  record Choice(
      @NotBlank @Size(max = 500) String question,
      @Size(min = 2, max = 200) List<@Valid LabelOption> options)
      implements LabelSchema {
    public Choice {
      options = distinct(options);
    }
  }

  /** Any number of the options. Label: an array of values. */
  record MultiChoice(
      @NotBlank @Size(max = 500) String question,
      @Size(min = 1, max = 200) List<@Valid LabelOption> options)
      implements LabelSchema {
    public MultiChoice {
      options = distinct(options);
    }
  }

  /** Marked stretches of the item's text, in UTF-16 units. Label: {@code [{start, end, label}]}. */
  record Spans(
      @NotBlank @Size(max = 500) String question,
      @Size(min = 1, max = 200) List<@Valid LabelOption> labels)
      implements LabelSchema {
    public Spans {
      labels = distinct(labels);
    }
  }

  /** Rectangles on an image, in pixels. Label: {@code [{x, y, width, height, label}]}. */
  record Boxes(
      @NotBlank @Size(max = 500) String question,
      @Size(min = 1, max = 200) List<@Valid LabelOption> labels)
      implements LabelSchema {
    public Boxes {
      labels = distinct(labels);
    }
  }

  /** Polygons on an image, in pixels. Label: {@code [{points: [[x, y], ...], label}]}. */
  record Polygons(
      @NotBlank @Size(max = 500) String question,
      @Size(min = 1, max = 200) List<@Valid LabelOption> labels)
      implements LabelSchema {
    public Polygons {
      labels = distinct(labels);
    }
  }

  /** The better of two. Label: {@code "left"}, {@code "right"} or, where allowed, {@code "tie"}. */
  record Pairwise(@NotBlank @Size(max = 500) String question, boolean allowTie)
      implements LabelSchema {}

  /** A number from {@code min} to {@code max} in whole multiples of {@code step}. */
  record Rating(
      @NotBlank @Size(max = 500) String question,
      @Min(-1_000_000) double min,
      @Max(1_000_000) double max,
      @Min(0) double step)
      implements LabelSchema {
    public Rating {
      if (!(min < max) || !(step >= 0)) {
        throw new IllegalArgumentException("a rating needs min < max and step of 0 or more");
      }
    }
  }

  /** Free text, as a transcript. Label: a string of at most {@code maxLength} characters. */
  record Transcription(
      @NotBlank @Size(max = 500) String question, @Min(1) @Max(100_000) int maxLength)
      implements LabelSchema {}

  /** Whether answers are one of a fixed set of classes, which truth inference needs. */
  @JsonIgnore
  default boolean isCategorical() {
    return this instanceof Choice || this instanceof Pairwise;
  }

  /** The fixed classes of a categorical schema, in the order shown; empty for the others. */
  default List<String> classes() {
    if (this instanceof Choice choice) {
      return choice.options().stream().map(LabelOption::value).toList();
    }
    if (this instanceof Pairwise pairwise) {
      return pairwise.allowTie() ? List.of("left", "right", "tie") : List.of("left", "right");
    }
    return List.of();
  }

  /**
   * The canonical form of an answer.
   *
   * @throws Problem 422 {@code unknown-label} if the schema does not take it
   */
  default Label read(JsonNode answer) {
    return LabelReader.read(this, answer);
  }

  private static List<LabelOption> distinct(List<LabelOption> options) {
    Set<String> seen = new HashSet<>();
    for (LabelOption option : options) {
      if (!seen.add(option.value())) {
        throw new IllegalArgumentException("two options have the value " + option.value());
      }
    }
    return List.copyOf(options);
  }
}
