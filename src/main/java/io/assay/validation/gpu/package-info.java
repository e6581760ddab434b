/**
 * The arithmetic of the validation model on a GPU, and the same arithmetic on the CPU, bit for bit.
 *
 * <p>{@link Engine} is the face. The kernels are in {@code src/main/cuda}; each has a twin in one
 * of the {@code …Reference} classes, which is what the CPU runs and what the GPU is held to before
 * it may compute anything. Without a GPU, with one that fails, or one that disagrees, the CPU
 * computes.
 */
@NullMarked
package io.assay.validation.gpu;

import org.jspecify.annotations.NullMarked;
