package io.assay.validation;

import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import io.assay.dataset.DatasetState;
import io.assay.platform.Problem;
import io.assay.validation.features.Encoder;
import io.assay.validation.onnx.EncoderException;
import io.assay.validation.onnx.EncoderInput;
import io.assay.validation.onnx.EncoderLimits;
import io.assay.validation.onnx.OnnxModelFile;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a dataset's validation model sees its items by. */
@Path("/api/datasets/{id}/encoder")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class EncoderResource {
  private static final String AUTOMATIC = "automatic";
  private static final int BUFFER = 1 << 16;

  /** A choice of one of Assay's encoders. */
  @Schema(
      description =
          "automatic, text, image-statistics, image-patches or audio; an encoder of one's own is"
              + " chosen by uploading it",
      example = "{\"encoder\": \"image-statistics\"}")
  public record NewChoice(@Nullable String encoder) {}

  private final DatasetAccess access;
  private final EncoderChoices choices;
  private final DatasetEncoders encoders;
  private final SuppliedEncoders supplied;
  private final FeatureStore store;
  private final DueQueue queue;
  private final EncoderLimits limits;

  EncoderResource(
      DatasetAccess access,
      EncoderChoices choices,
      DatasetEncoders encoders,
      SuppliedEncoders supplied,
      FeatureStore store,
      DueQueues queues,
      ValidationConfig config) {
    this.limits = config.encoderLimits();
    this.access = access;
    this.choices = choices;
    this.encoders = encoders;
    this.supplied = supplied;
    this.store = store;
    this.queue = queues.encoding();
  }

  @GET
  @Operation(
      summary = "What the model sees items by",
      description =
          "The encoder of the dataset, chosen or by its content, what to expect of it, and how far"
              + " it has come. An encoder of the requester's that cannot be used says why.")
  public EncoderView get(@PathParam("id") UUID id) {
    Dataset dataset = access.getOwned(id);
    return view(dataset);
  }

  private EncoderView view(Dataset dataset) {
    boolean open = dataset.state != DatasetState.CLOSED;
    Optional<EncoderChoice> choice = choices.find(dataset.id);
    if (choice.isEmpty()) {
      return EncoderView.none(open);
    }
    UUID suppliedId = choice.get().suppliedId();
    SuppliedEncoder own = suppliedId == null ? null : supplied.find(suppliedId).orElse(null);
    EncoderKind kind = choice.get().kind();
    String content = own == null ? kind.content() : own.kind();
    Encoder encoder =
        encoders.open(dataset.id, choice.get()).map(DatasetEncoder::encoder).orElse(null);
    // Texts are encoded within a fit.
    boolean kept = kind != EncoderKind.TEXT;
    FeatureStore.Progress progress =
        store.progress(dataset.id, content, encoder == null ? "" : encoder.id());
    return new EncoderView(
        kind.wireName(),
        choice.get().chosen(),
        open,
        encoder == null ? null : encoder.version(),
        encoder == null ? null : encoder.dimension(),
        encoder == null ? null : encoder.strength(),
        progress.contents(),
        kept ? progress.encoded() : progress.contents(),
        progress.unreadable(),
        own);
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Choose what the model sees items by",
      description = "Models trained so far stay; the next fit trains on the new encoder.")
  public EncoderView choose(@PathParam("id") UUID id, @Nullable NewChoice choice) {
    Dataset dataset = changeable(id);
    String name = choice == null || choice.encoder() == null ? "" : choice.encoder();
    Optional<EncoderKind> kind = EncoderKind.of(name).filter(one -> one != EncoderKind.SUPPLIED);
    if (kind.isEmpty() && !name.equals(AUTOMATIC)) {
      throw Problem.unprocessable("unknown-encoder", "There is no such encoder.")
          .withField("encoder", "automatic, text, image-statistics, image-patches or audio");
    }
    kind.ifPresent(one -> checkContent(dataset.id, one.content()));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              kind.ifPresentOrElse(
                  one -> choices.choose(dataset.id, one, null), () -> choices.forget(dataset.id));
              queue.add(dataset.id);
            });
    return view(dataset);
  }

  private Dataset changeable(UUID id) {
    Dataset dataset = access.getOwned(id);
    if (dataset.state == DatasetState.CLOSED) {
      throw Problem.conflict("dataset-closed", "The labels of a closed dataset stay as they are.");
    }
    return dataset;
  }

  private void checkContent(UUID datasetId, String content) {
    if (choices.hasItems(datasetId) && !choices.hasContent(datasetId, content)) {
      throw Problem.unprocessable(
              "encoder-does-not-fit", "No item has a " + content + " for this encoder to read.")
          .withField("encoder", "reads " + content);
    }
  }

  @PUT
  @Path("/model")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      summary = "Bring an encoder of one's own",
      description =
          "The body is an ONNX file with one input, float [N, 3, H, W] for images or int64 [N, L]"
              + " for the UTF-8 bytes of texts plus one, and an output float [N, E]. It is checked"
              + " here, tried within seconds in a process of its own and used from the next fit"
              + " on; an encoder that fails says why and leaves the dataset without a model.")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary"),
              examples = @ExampleObject(name = "file", value = "The bytes of encoder.onnx")))
  public EncoderView upload(
      @PathParam("id") UUID id,
      @HeaderParam("Content-Length") @Nullable Long length,
      InputStream body) {
    Dataset dataset = changeable(id);
    if (length != null && length > limits.fileBytes()) {
      throw Problem.tooLarge(
          "encoder-too-large", "An encoder has at most " + limits.fileBytes() + " bytes.");
    }
    try {
      java.nio.file.Path file = Files.createTempFile("assay-upload-", ".onnx");
      try {
        receive(body, file);
        store(dataset.id, file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw Problem.badRequest("body-cut-off", "The body ended early; nothing was stored.");
    } catch (EncoderException e) {
      throw e.slug().equals("encoder-too-large")
          ? Problem.tooLarge(e.slug(), e.reason())
          : Problem.unprocessable(e.slug(), e.reason());
    }
    return view(dataset);
  }

  /** Writes the body to a file, up to the limit and a little more, which reading it refuses. */
  private void receive(InputStream body, java.nio.file.Path file) throws IOException {
    long room = limits.fileBytes() + 1;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (room > 0) {
        int count = body.read(buffer, 0, (int) Math.min(buffer.length, room));
        if (count < 0) {
          return;
        }
        out.write(buffer, 0, count);
        room -= count;
      }
    }
  }

  private void store(UUID datasetId, java.nio.file.Path file) throws IOException {
    OnnxModelFile model = OnnxModelFile.read(file, limits);
    if (model.input() instanceof EncoderInput.Numbers) {
      throw Problem.unprocessable(
          "wrong-inputs", "The encoder is fed numbers; items have texts and images.");
    }
    checkContent(datasetId, SuppliedEncoders.kind(model.input()));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              UUID id = supplied.add(datasetId, model, file);
              choices.choose(datasetId, EncoderKind.SUPPLIED, id);
              queue.add(datasetId);
            });
  }
}
