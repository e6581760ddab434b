package io.assay.validation;

import io.assay.validation.FeatureStore.StoredDictionary;
import io.assay.validation.features.ImageStatistics;
import io.assay.validation.features.LogMel;
import io.assay.validation.features.PatchDictionary;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.features.UnreadableContentException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens the encoders of datasets. A dictionary of patches is learned when a dataset's images are
 * first encoded, and again while it is small whenever there are twice as many.
 */
@ApplicationScoped
class DatasetEncoders {
  static final String TEXT = "text";
  static final String IMAGE = "image";
  static final String AUDIO = "audio";

  /** Patches of fewer images than these are not worth learning. */
  private static final int MIN_IMAGES = ModelTrial.MIN_ITEMS;

  private static final int SLICE = 500;

  private final EncoderChoices choices;
  private final SuppliedEncoders supplied;
  private final FeatureStore store;

  DatasetEncoders(EncoderChoices choices, SuppliedEncoders supplied, FeatureStore store) {
    this.choices = choices;
    this.supplied = supplied;
    this.store = store;
  }

  /** The encoder of a dataset; none where nothing can be read of its items, or not yet. */
  Optional<DatasetEncoder> find(UUID datasetId) {
    return choices.find(datasetId).flatMap(choice -> open(datasetId, choice));
  }

  Optional<DatasetEncoder> open(UUID datasetId, EncoderChoice choice) {
    return switch (choice.kind()) {
      case TEXT -> Optional.of(new DatasetEncoder(new TextEncoder(), TEXT, null));
      case IMAGE_STATISTICS -> Optional.of(new DatasetEncoder(new ImageStatistics(), IMAGE, null));
      case IMAGE_PATCHES ->
          store
              .findDictionary(datasetId)
              .map(stored -> PatchDictionary.read(stored.content()))
              .map(dictionary -> new DatasetEncoder(dictionary, IMAGE, null));
      case AUDIO -> Optional.of(new DatasetEncoder(new LogMel(), AUDIO, null));
      case SUPPLIED ->
          Optional.ofNullable(choice.suppliedId())
              .flatMap(supplied::find)
              .filter(encoder -> encoder.state() != SuppliedEncoder.State.FAILED)
              .map(one -> new DatasetEncoder(supplied.open(one), one.kind(), one));
    };
  }

  /**
   * The encoder of a dataset, which learns first what it has to.
   *
   * @param step called now and then while it learns
   */
  Optional<DatasetEncoder> prepare(UUID datasetId, Runnable step) {
    Optional<EncoderChoice> choice = choices.find(datasetId);
    if (choice.isPresent() && choice.get().kind() == EncoderKind.IMAGE_PATCHES) {
      learnPatches(datasetId, step);
    }
    return choice.flatMap(one -> open(datasetId, one));
  }

  private void learnPatches(UUID datasetId, Runnable step) {
    int images = store.progress(datasetId, IMAGE, "").contents();
    Optional<StoredDictionary> known = store.findDictionary(datasetId);
    boolean enough = images >= MIN_IMAGES;
    boolean outgrown =
        known
            .map(StoredDictionary::images)
            .filter(seen -> seen >= PatchDictionary.MAX_IMAGES || images < 2 * seen)
            .isEmpty();
    if (!enough || !outgrown) {
      return;
    }
    PatchDictionary.Learner learner = new PatchDictionary.Learner();
    List<String> hashes = store.listContents(datasetId, IMAGE, "", SLICE);
    while (!hashes.isEmpty() && !learner.isFull()) {
      for (String hash : hashes) {
        store.readContents(datasetId, IMAGE, List.of(hash)).values().forEach(learner::add);
      }
      step.run();
      hashes = store.listContents(datasetId, IMAGE, hashes.get(hashes.size() - 1), SLICE);
    }
    try {
      PatchDictionary dictionary = learner.learn();
      known.ifPresent(old -> store.forget(PatchDictionary.read(old.content()).id()));
      store.save(datasetId, new StoredDictionary(images, dictionary.bytes()));
    } catch (UnreadableContentException e) {
      // No file is an image that can be read, so there is no model.
    }
  }
}
