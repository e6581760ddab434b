package io.assay.fraud;

import io.assay.account.Role;
import io.assay.dataset.DatasetAccess;
import io.assay.dataset.ImportReport;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What public models say of a dataset's items. */
@Path("/api/datasets/{id}/model-answers")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Review")
public class ModelAnswerResource {
  private final DatasetAccess access;
  private final ModelAnswers answers;

  ModelAnswerResource(DatasetAccess access, ModelAnswers answers) {
    this.access = access;
    this.answers = answers;
  }

  @POST
  @Consumes({"application/x-ndjson", "text/csv"})
  @Transactional
  @TransactionConfiguration(timeout = 900)
  @Operation(
      summary = "Stream the answers of public models in",
      description =
          "Labelers whose answers are a model's beyond what skill explains come before an admin."
              + " The models do not vote.")
  @RequestBody(
      content = {
        @Content(
            mediaType = "application/x-ndjson",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "ndjson",
                    value = "{\"model\":\"small-llm\",\"key\":\"r-1\",\"label\":\"ice\"}\n")),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            examples = @ExampleObject(name = "csv", value = "model,key,label\nsmall-llm,r-1,ice\n"))
      })
  public ImportReport add(
      @PathParam("id") UUID id, @HeaderParam("Content-Type") String mediaType, InputStream body) {
    return answers.run(access.getOwned(id), mediaType, body);
  }
}
