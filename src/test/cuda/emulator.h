// Runs kernels on a CPU, one thread a CUDA thread, so that their logic is checked where there is no GPU. Blocks run one
// after the other; a warp meets at a barrier for every shuffle, a block for every __syncthreads.
#pragma once
#include <barrier>
#include <cmath>
#include <cstring>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Index {
    unsigned x, y;
};
struct float2 {
    float x, y;
};
struct float4 {
    float x, y, z, w;
};

#define __device__
#define __global__
#define __shared__ static
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __restrict__

struct Warp {
    std::barrier<> meet{32};
    float slot[32];
};

inline thread_local Index threadIdx, blockIdx, blockDim;
inline thread_local Warp *warp;
inline thread_local std::barrier<> *block;
inline std::mutex atomic;

inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fmul_rn(float a, float b) { return a * b; }
inline float __fdiv_rn(float a, float b) { return a / b; }
inline float __fsqrt_rn(float a) { return std::sqrt(a); }
inline float __fmaf_rn(float a, float b, float c) { return std::fmaf(a, b, c); }
inline float __int2float_rn(int a) { return static_cast<float>(a); }
inline int __popc(unsigned a) { return __builtin_popcount(a); }
inline int __popcll(unsigned long long a) { return __builtin_popcountll(a); }
inline int __float_as_int(float a) {
    int bits;
    std::memcpy(&bits, &a, 4);
    return bits;
}
inline float __int_as_float(int bits) {
    float a;
    std::memcpy(&a, &bits, 4);
    return a;
}
inline float __shfl_xor_sync(unsigned, float own, int offset) {
    int lane = threadIdx.x & 31;
    warp->slot[lane] = own;
    warp->meet.arrive_and_wait();
    float other = warp->slot[lane ^ offset];
    warp->meet.arrive_and_wait();
    return other;
}
inline void __syncthreads() { block->arrive_and_wait(); }
inline unsigned long long atomicAdd(unsigned long long *to, unsigned long long more) {
    std::lock_guard<std::mutex> lock(atomic);
    unsigned long long before = *to;
    *to += more;
    return before;
}

// Runs a grid of blocks of so many threads, a multiple of 32.
inline void launch(Index grid, unsigned threads, const std::function<void()> &kernel) {
    for (unsigned by = 0; by < grid.y; by++) {
        for (unsigned bx = 0; bx < grid.x; bx++) {
            std::vector<std::unique_ptr<Warp>> warps;
            for (unsigned w = 0; w < threads / 32; w++) {
                warps.push_back(std::make_unique<Warp>());
            }
            std::barrier<> together(threads);
            std::vector<std::thread> running;
            for (unsigned t = 0; t < threads; t++) {
                running.emplace_back([&, t] {
                    threadIdx = {t, 0};
                    blockIdx = {bx, by};
                    blockDim = {threads, 1};
                    warp = warps[t / 32].get();
                    block = &together;
                    kernel();
                });
            }
            for (auto &thread : running) {
                thread.join();
            }
        }
    }
}
