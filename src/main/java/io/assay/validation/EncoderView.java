package io.assay.validation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset's model sees its items by.
 *
 * @param encoder text, image-statistics, image-patches, audio or supplied; none where the items
 *     have nothing that could be read
 * @param chosen whether the requester did, and not the content
 * @param changeable whether another may be chosen
 * @param version null as long as it has to learn first, or has failed
 * @param dimension how many features it gives an item
 * @param strength what to expect of it, in a sentence
 * @param contents how many different contents items have for it
 * @param encoded how many of them it has read
 * @param unreadable how many of them it could not
 * @param supplied the requester's own, null for any other
 */
@Schema(
    description = "What the validation model sees items by",
    example =
        """
        {"encoder": "image-patches", "chosen": false, "changeable": true,
         "version": "1-0f3c9a4d5e6f7081", "dimension": 512,
         "strength": "Fair for textures and simple shapes.", "contents": 1200, "encoded": 1198,
         "unreadable": 2, "supplied": null}
        """)
public record EncoderView(
    String encoder,
    boolean chosen,
    boolean changeable,
    @Nullable String version,
    @Nullable Integer dimension,
    @Nullable String strength,
    int contents,
    int encoded,
    int unreadable,
    @Nullable SuppliedEncoder supplied) {
  static EncoderView none(boolean changeable) {
    return new EncoderView("none", false, changeable, null, null, null, 0, 0, 0, null);
  }
}
