package io.assay.dataset;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A picture or sound of a dataset.
 *
 * @param name by which items refer to it
 * @param mediaType by its bytes
 * @param sha256 of its bytes, hexadecimal
 * @param size in bytes
 */
@Schema(
    description = "A picture or sound of a dataset",
    example =
        """
        {"name": "frame-17.png", "mediaType": "image/png", "size": 48211,
         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
        """)
public record Media(String name, String mediaType, String sha256, int size) {}
