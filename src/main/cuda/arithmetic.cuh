// Arithmetic whose bits are the same on a GPU and in Java.
//
// Every operation on floats is one correctly rounded IEEE 754 operation, written out, so that no compiler joins or
// reorders any. Sums over many values have a fixed order: lane l of 32 adds the values l, l + 32, l + 64, ... and the 32
// sums are added in halves (l and l + 16, then l and l + 8, ...). io.assay.validation.gpu.ReferenceKernels does the same.
#pragma once

constexpr unsigned FULL_WARP = 0xffffffffu;

// e to the power of x for x <= 0; 0 where that is below the smallest normal number.
__device__ __forceinline__ float exact_exp(float x) {
    if (x < -87.0f) {
        return 0.0f;
    }
    const float shift = 12582912.0f;  // 1.5 * 2^23: added and taken away it rounds to an integer
    float shifted = __fadd_rn(__fmul_rn(x, 1.44269504f), shift);
    float n = __fadd_rn(shifted, -shift);
    float r = __fmaf_rn(n, -0.693359375f, x);
    r = __fmaf_rn(n, 2.12194440e-4f, r);
    float p = 1.9875691500e-4f;
    p = __fmaf_rn(p, r, 1.3981999507e-3f);
    p = __fmaf_rn(p, r, 8.3334519073e-3f);
    p = __fmaf_rn(p, r, 4.1665795894e-2f);
    p = __fmaf_rn(p, r, 1.6666665459e-1f);
    p = __fmaf_rn(p, r, 5.0000001201e-1f);
    float y = __fadd_rn(__fmaf_rn(p, __fmul_rn(r, r), r), 1.0f);
    int exponent = __float_as_int(shifted) - __float_as_int(shift);
    return __fmul_rn(y, __int_as_float((exponent + 127) << 23));
}

// The natural logarithm of a positive number; numbers below the smallest normal one count as that.
__device__ __forceinline__ float exact_log(float x) {
    if (x < 1.17549435e-38f) {
        x = 1.17549435e-38f;
    }
    int bits = __float_as_int(x) - 0x3f3504f3;  // the bits of the square root of 1/2
    float e = __int2float_rn(bits >> 23);
    float f = __fadd_rn(__int_as_float((bits & 0x007fffff) + 0x3f3504f3), -1.0f);
    float s = __fdiv_rn(f, __fadd_rn(2.0f, f));
    float z = __fmul_rn(s, s);
    float w = __fmul_rn(z, z);
    float even = __fmul_rn(w, __fmaf_rn(w, 0.24279078841f, 0.40000972152f));
    float odd = __fmul_rn(z, __fmaf_rn(w, 0.28498786688f, 0.66666662693f));
    float half = __fmul_rn(0.5f, __fmul_rn(f, f));
    float tail = __fmul_rn(s, __fadd_rn(half, __fadd_rn(odd, even)));
    tail = __fmaf_rn(e, 9.0580006145e-6f, tail);
    tail = __fadd_rn(__fadd_rn(tail, -half), f);
    return __fmaf_rn(e, 6.9313812256e-1f, tail);
}

// Reads P neighbouring floats, P a power of two, from an address that is a multiple of their size or of 16 bytes.
template <int P>
__device__ __forceinline__ void read_row(const float *__restrict__ from, float *to) {
    if constexpr (P == 2) {
        float2 pair = *reinterpret_cast<const float2 *>(from);
        to[0] = pair.x;
        to[1] = pair.y;
    } else {
#pragma unroll
        for (int k = 0; k < P; k += 4) {
            float4 four = *reinterpret_cast<const float4 *>(from + k);
            to[k] = four.x;
            to[k + 1] = four.y;
            to[k + 2] = four.z;
            to[k + 3] = four.w;
        }
    }
}

// Adds P sums of each of 32 lanes in halves. Where lanes are left for it, halves of the sums are exchanged with halves of
// the lanes, which adds the same pairs with fewer exchanges. Returns the total that belongs to the class lane / (32 / P).
template <int P>
__device__ __forceinline__ float add_lanes(float *sums, int lane) {
    int kept = P;
#pragma unroll
    for (int offset = 16; offset > 0; offset >>= 1) {
        if (kept > 1) {
            kept >>= 1;
            bool upper = (lane & offset) != 0;
#pragma unroll
            for (int k = 0; k < P / 2; k++) {
                if (k < kept) {
                    float sent = upper ? sums[k] : sums[k + kept];
                    float own = upper ? sums[k + kept] : sums[k];
                    sums[k] = __fadd_rn(own, __shfl_xor_sync(FULL_WARP, sent, offset));
                }
            }
        } else {
            sums[0] = __fadd_rn(sums[0], __shfl_xor_sync(FULL_WARP, sums[0], offset));
        }
    }
    return sums[0];
}
