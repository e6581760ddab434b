/**
 * Encoders that a requester brings as an ONNX file: the file is read without running it, then run
 * in a process of its own that can be killed. Pure.
 */
@NullMarked
package io.assay.validation.onnx;

import org.jspecify.annotations.NullMarked;
