// Weighted sums of rows of P floats, chunk by chunk: sums[c] = sum over i in [start[c], start[c + 1]) of value[i] rows[index[i]].
// Long sums are made of several chunks, which the same kernel adds in a second pass, and so on. One warp a chunk.
//
// Without an index the rows are taken in their order, without values each counts once.
#include "arithmetic.cuh"

template <int P>
__device__ __forceinline__ void add_chunks(int chunks, const int *__restrict__ start, const int *__restrict__ index,
                                                  const float *__restrict__ value, const float *__restrict__ rows,
                                                  float *__restrict__ sums) {
    int chunk = static_cast<int>((static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x) >> 5);
    int lane = threadIdx.x & 31;
    if (chunk >= chunks) {
        return;
    }
    float sum[P];
#pragma unroll
    for (int k = 0; k < P; k++) {
        sum[k] = 0.0f;
    }
    int end = start[chunk + 1];
#pragma unroll 2
    for (long long i = static_cast<long long>(start[chunk]) + lane; i < end; i += 32) {
        long long row = index == nullptr ? i : index[i];
        float weight = value == nullptr ? 1.0f : value[i];
        float read[P];
        read_row<P>(rows + row * P, read);
#pragma unroll
        for (int k = 0; k < P; k++) {
            sum[k] = __fmaf_rn(weight, read[k], sum[k]);
        }
    }
    float total = add_lanes<P>(sum, lane);
    constexpr int LANES = 32 / P;
    if (lane % LANES == 0) {
        sums[static_cast<long long>(chunk) * P + lane / LANES] = total;
    }
}

#define ADD_CHUNKS(P)                                                                                                  \
    extern "C" __global__ void __launch_bounds__(256) add_chunks_##P(                                                  \
        int chunks, const int *start, const int *index, const float *value, const float *rows, float *sums) {          \
        add_chunks<P>(chunks, start, index, value, rows, sums);                                                        \
    }

ADD_CHUNKS(2)
ADD_CHUNKS(4)
ADD_CHUNKS(8)
ADD_CHUNKS(16)
ADD_CHUNKS(32)
