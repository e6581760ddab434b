// A softmax head on sparse features: probabilities, the end of its gradient, and Adam's step. Rows of weights, of
// probabilities and of residuals are P floats wide, P the power of two that holds the classes; the last row of the weights
// is the bias.
#include "arithmetic.cuh"

// z = x W + b, p = softmax(z / temperature). Writes p, or with targets t the residual weight[row] (p - t). One warp a row.
template <int P>
__device__ __forceinline__ void head_forward(int rows, int columns, int classes, const int *__restrict__ start,
                                                    const int *__restrict__ index, const float *__restrict__ value,
                                                    const float *__restrict__ weights, float inverse_temperature,
                                                    const float *__restrict__ targets,
                                                    const float *__restrict__ row_weight, float *__restrict__ output) {
    int row = static_cast<int>((static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x) >> 5);
    int lane = threadIdx.x & 31;
    if (row >= rows) {
        return;
    }
    float sum[P];
#pragma unroll
    for (int k = 0; k < P; k++) {
        sum[k] = 0.0f;
    }
    int end = start[row + 1];
#pragma unroll 2
    for (long long i = static_cast<long long>(start[row]) + lane; i < end; i += 32) {
        float x = value[i];
        float read[P];
        read_row<P>(weights + static_cast<long long>(index[i]) * P, read);
#pragma unroll
        for (int k = 0; k < P; k++) {
            sum[k] = __fmaf_rn(x, read[k], sum[k]);
        }
    }
    constexpr int LANES = 32 / P;
    int k = lane / LANES;
    float score = __fadd_rn(add_lanes<P>(sum, lane), weights[static_cast<long long>(columns) * P + k]);
    score = k < classes ? __fmul_rn(score, inverse_temperature) : __int_as_float(0xff800000);
    float most = score;
#pragma unroll
    for (int offset = 16; offset >= LANES; offset >>= 1) {
        float other = __shfl_xor_sync(FULL_WARP, most, offset);
        most = other > most ? other : most;
    }
    float power = k < classes ? exact_exp(__fadd_rn(score, -most)) : 0.0f;
    float all = power;
#pragma unroll
    for (int offset = 16; offset >= LANES; offset >>= 1) {
        all = __fadd_rn(all, __shfl_xor_sync(FULL_WARP, all, offset));
    }
    float result = __fdiv_rn(power, all);
    long long place = static_cast<long long>(row) * P + k;
    if (lane % LANES == 0) {
        if (targets != nullptr) {
            result = __fmul_rn(row_weight == nullptr ? 1.0f : row_weight[row], __fadd_rn(result, -targets[place]));
        }
        output[place] = result;
    }
}

#define HEAD_FORWARD(P)                                                                                                \
    extern "C" __global__ void __launch_bounds__(256)                                                                  \
        head_forward_##P(int rows, int columns, int classes, const int *start, const int *index, const float *value,   \
                         const float *weights, float inverse_temperature, const float *targets,                        \
                         const float *row_weight, float *output) {                                                     \
        head_forward<P>(rows, columns, classes, start, index, value, weights, inverse_temperature, targets,            \
                        row_weight, output);                                                                           \
    }

HEAD_FORWARD(2)
HEAD_FORWARD(4)
HEAD_FORWARD(8)
HEAD_FORWARD(16)
HEAD_FORWARD(32)

// gradient = scale gradient + l2 weights; the bias, from the place `free` on, is not drawn to nought. One thread a weight.
extern "C" __global__ void __launch_bounds__(256)
    head_gradient(int count, int free, float scale, float l2, const float *__restrict__ weights, float *__restrict__ gradient) {
    long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (i < count) {
        float slope = __fmul_rn(scale, gradient[i]);
        gradient[i] = i < free ? __fmaf_rn(l2, weights[i], slope) : slope;
    }
}

// Adam (Kingma and Ba, 2015). The corrections are 1 / (1 - beta^step). One thread a weight.
extern "C" __global__ void __launch_bounds__(256)
    adam_step(int count, float rate, float beta1, float beta2, float correction1, float correction2, float epsilon,
              const float *__restrict__ gradient, float *__restrict__ mean, float *__restrict__ square,
              float *__restrict__ weights) {
    long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (i < count) {
        float g = gradient[i];
        float m = __fmaf_rn(beta1, mean[i], __fmul_rn(__fadd_rn(1.0f, -beta1), g));
        float v = __fmaf_rn(beta2, square[i], __fmul_rn(__fadd_rn(1.0f, -beta2), __fmul_rn(g, g)));
        mean[i] = m;
        square[i] = v;
        float scale = __fadd_rn(__fsqrt_rn(__fmul_rn(v, correction2)), epsilon);
        weights[i] = __fmaf_rn(-rate, __fdiv_rn(__fmul_rn(m, correction1), scale), weights[i]);
    }
}
