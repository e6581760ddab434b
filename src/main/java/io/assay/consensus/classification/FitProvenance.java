package io.assay.consensus.classification;

import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.protobuf.ProtoProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;

/**
 * What a fit rests on, as Tribuo's {@link ModelProvenance}: the method, its parameters, the hash of
 * the answers and known labels and, on the platform, the newest submission among them. Hash and
 * submission together are the version of the dataset.
 */
public final class FitProvenance {
  private static final ProtoProvenanceSerialization PROTOBUF =
      new ProtoProvenanceSerialization(false);

  private FitProvenance() {}

  /**
   * Of a fit on the platform.
   *
   * @param answersHash of the answers and known labels it has seen
   * @param lastSequence of the newest submission among them
   * @param model names the model that lent a prior; empty without one
   */
  public static ModelProvenance of(
      Consensus fit,
      String answersHash,
      long lastSequence,
      Map<String, String> model,
      OffsetDateTime time) {
    Map<String, Provenance> run = new TreeMap<>();
    run.put("last-sequence", new LongProvenance("last-sequence", lastSequence));
    model.forEach((name, value) -> run.put(name, new StringProvenance(name, value)));
    return of(fit, answersHash, AnswersProvenance.of(fit.answers(), answersHash), run, time);
  }

  static ModelProvenance of(
      Consensus fit,
      String answersHash,
      DatasetProvenance answers,
      Map<String, Provenance> more,
      OffsetDateTime time) {
    Map<String, Provenance> run = new TreeMap<>(more);
    run.put("answers-hash", new StringProvenance("answers-hash", answersHash));
    fit.parameters().forEach((name, value) -> run.put(name, new StringProvenance(name, value)));
    return new ModelProvenance(
        ConsensusModel.class.getName(),
        time,
        answers,
        new ConsensusTrainer(fit.method()).getProvenance(),
        run);
  }

  /** Writes provenance as the base 64 of its protocol buffer, OLCUT's RootProvenanceProto. */
  public static String write(ModelProvenance provenance) {
    RootProvenanceProto message =
        PROTOBUF.serializeToProto(ProvenanceUtil.marshalProvenance(provenance));
    return Base64.getEncoder().encodeToString(message.toByteArray());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is no provenance of a model
   */
  public static ModelProvenance read(String text) {
    try {
      RootProvenanceProto message = RootProvenanceProto.parseFrom(Base64.getDecoder().decode(text));
      return (ModelProvenance)
          ProvenanceUtil.unmarshalProvenance(PROTOBUF.deserializeFromProto(message));
    } catch (InvalidProtocolBufferException | ClassCastException e) {
      throw new IllegalArgumentException("no provenance of a model", e);
    }
  }
}
