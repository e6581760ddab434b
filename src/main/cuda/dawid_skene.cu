// Dawid and Skene (1979) with confusion matrices drawn to a pooled one. A cell is a labeler and an answer: labeler *
// classes + answer. Rows of posteriors, of counts and of log probabilities are P floats wide, P the power of two that holds
// the classes; what is beyond the classes is nought. The counts of the cells are sums of rows (reduction.cu).
#include "arithmetic.cuh"

// log T(i,k) = prior(k) + sum over the answers to item i of weight * log theta(cell, k) - log Z(i). One thread an item.
//
// The prior is one row for all items, or one row an item where `own_prior` says so. A known item has its class.
template <int P>
__device__ __forceinline__ void expectation(int items, int classes, const int *__restrict__ start,
                                                   const int *__restrict__ cell, const float *__restrict__ weight,
                                                   const float *__restrict__ log_theta, int own_prior,
                                                   const float *__restrict__ log_prior, const int *__restrict__ known,
                                                   float *__restrict__ posterior, float *__restrict__ log_likelihood) {
    long long item = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (item >= items) {
        return;
    }
    float score[P];
    read_row<P>(log_prior + (own_prior ? item * P : 0), score);
    int end = start[item + 1];
#pragma unroll 1
    for (int i = start[item]; i < end; i++) {
        float read[P];
        read_row<P>(log_theta + static_cast<long long>(cell[i]) * P, read);
        float counted = weight == nullptr ? 1.0f : weight[i];
#pragma unroll
        for (int k = 0; k < P; k++) {
            score[k] = __fmaf_rn(counted, read[k], score[k]);
        }
    }
    float most = score[0];
#pragma unroll
    for (int k = 1; k < P; k++) {
        most = k < classes && score[k] > most ? score[k] : most;
    }
    float all = 0.0f;
    float power[P];
#pragma unroll
    for (int k = 0; k < P; k++) {
        power[k] = k < classes ? exact_exp(__fadd_rn(score[k], -most)) : 0.0f;
        all = __fadd_rn(all, power[k]);
    }
    int truth = known == nullptr ? -1 : known[item];
    float evidence = __fadd_rn(most, exact_log(all));
#pragma unroll
    for (int k = 0; k < P; k++) {
        float share = truth < 0 ? __fdiv_rn(power[k], all) : (k == truth ? 1.0f : 0.0f);
        posterior[item * P + k] = share;
        evidence = k == truth ? score[k] : evidence;
    }
    log_likelihood[item] = evidence;
}

// log theta(cell, k) = log((count(cell, k) + strength pooled(answer, k)) / (sum of that over the answers of the labeler)).
// One thread a labeler and class.
template <int P>
__device__ __forceinline__ void confusions(int labelers, int classes, float strength,
                                                  const float *__restrict__ pooled, const float *__restrict__ counts,
                                                  float *__restrict__ log_theta) {
    long long thread = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    long long labeler = thread / P;
    int k = static_cast<int>(thread % P);
    if (labeler >= labelers) {
        return;
    }
    long long first = labeler * classes * P + k;
    float all = 0.0f;
#pragma unroll 1
    for (int answer = 0; answer < classes; answer++) {
        all = __fadd_rn(all, __fmaf_rn(strength, pooled[answer * P + k], counts[first + answer * P]));
    }
#pragma unroll 1
    for (int answer = 0; answer < classes; answer++) {
        float one = __fmaf_rn(strength, pooled[answer * P + k], counts[first + answer * P]);
        log_theta[first + answer * P] = k < classes ? exact_log(__fdiv_rn(one, all)) : 0.0f;
    }
}

// log pi(k) = log((extra + total(k)) / (sum of that over the classes)). One thread a class.
template <int P>
__device__ __forceinline__ void shares(int classes, float extra, const float *__restrict__ total,
                                              float *__restrict__ log_share) {
    int k = threadIdx.x;
    if (k >= P) {
        return;
    }
    float all = 0.0f;
#pragma unroll 1
    for (int other = 0; other < classes; other++) {
        all = __fadd_rn(all, __fadd_rn(total[other], extra));
    }
    log_share[k] = k < classes ? exact_log(__fdiv_rn(__fadd_rn(total[k], extra), all)) : 0.0f;
}

#define DAWID_SKENE(P)                                                                                                 \
    extern "C" __global__ void __launch_bounds__(256) expectation_##P(                                                 \
        int items, int classes, const int *start, const int *cell, const float *weight, const float *log_theta,        \
        int own_prior, const float *log_prior, const int *known, float *posterior, float *log_likelihood) {            \
        expectation<P>(items, classes, start, cell, weight, log_theta, own_prior, log_prior, known, posterior,         \
                       log_likelihood);                                                                                \
    }                                                                                                                  \
    extern "C" __global__ void __launch_bounds__(256) confusions_##P(int labelers, int classes, float strength,        \
                                                                     const float *pooled, const float *counts,         \
                                                                     float *log_theta) {                               \
        confusions<P>(labelers, classes, strength, pooled, counts, log_theta);                                         \
    }                                                                                                                  \
    extern "C" __global__ void __launch_bounds__(32) shares_##P(int classes, float extra, const float *total,          \
                                                                float *log_share) {                                    \
        shares<P>(classes, extra, total, log_share);                                                                   \
    }

DAWID_SKENE(2)
DAWID_SKENE(4)
DAWID_SKENE(8)
DAWID_SKENE(16)
DAWID_SKENE(32)
