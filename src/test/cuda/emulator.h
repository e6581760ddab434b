// Runs kernels on a CPU, one fiber a CUDA thread, so that their logic is checked where there is no GPU. Blocks run one after
// the other; a warp meets at a barrier for every shuffle, a block for every __syncthreads.
#pragma once
#include <ucontext.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <memory>
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

// Fibers wait here for each other.
struct Barrier {
    unsigned size = 0, arrived = 0, generation = 0;
};

struct Warp {
    Barrier meet;
    float slot[32];
};

struct Fiber {
    ucontext_t context;
    std::unique_ptr<char[]> stack;
    unsigned thread;
    bool done;
};

inline Index threadIdx, blockIdx, blockDim;
inline std::vector<Fiber> fibers;
inline std::vector<Warp> warps;
inline Barrier block;
inline ucontext_t scheduler;
inline Fiber *running;
inline const std::function<void()> *body;

inline void wait_at(Barrier &barrier) {
    unsigned generation = barrier.generation;
    if (++barrier.arrived == barrier.size) {
        barrier.arrived = 0;
        barrier.generation++;
    }
    while (barrier.generation == generation) {
        Fiber *own = running;
        swapcontext(&own->context, &scheduler);
    }
}

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
    Warp &warp = warps[threadIdx.x / 32];
    unsigned lane = threadIdx.x % 32;
    warp.slot[lane] = own;
    wait_at(warp.meet);
    float other = warp.slot[lane ^ static_cast<unsigned>(offset)];
    wait_at(warp.meet);
    return other;
}
inline void __syncthreads() { wait_at(block); }
inline unsigned long long atomicAdd(unsigned long long *to, unsigned long long more) {
    unsigned long long before = *to;
    *to += more;
    return before;
}

inline void run_body() {
    (*body)();
    running->done = true;
}

// Runs one block of so many threads, a multiple of 32.
inline void run_block(unsigned threads) {
    constexpr size_t STACK = 128 * 1024;
    warps.assign(threads / 32, Warp{});
    for (Warp &warp : warps) {
        warp.meet.size = 32;
    }
    block = Barrier{threads};
    fibers.resize(threads);
    for (unsigned t = 0; t < threads; t++) {
        Fiber &fiber = fibers[t];
        if (!fiber.stack) {
            fiber.stack = std::make_unique<char[]>(STACK);
        }
        fiber.thread = t;
        fiber.done = false;
        getcontext(&fiber.context);
        fiber.context.uc_stack.ss_sp = fiber.stack.get();
        fiber.context.uc_stack.ss_size = STACK;
        fiber.context.uc_link = &scheduler;
        makecontext(&fiber.context, run_body, 0);
    }
    for (bool left = true; left;) {
        left = false;
        for (Fiber &fiber : fibers) {
            if (!fiber.done) {
                running = &fiber;
                threadIdx = {fiber.thread, 0};
                swapcontext(&scheduler, &fiber.context);
                left |= !fiber.done;
            }
        }
    }
}

// Runs a grid of blocks.
inline void launch(Index grid, unsigned threads, const std::function<void()> &kernel) {
    body = &kernel;
    blockDim = {threads, 1};
    for (unsigned y = 0; y < grid.y; y++) {
        for (unsigned x = 0; x < grid.x; x++) {
            blockIdx = {x, y};
            run_block(threads);
        }
    }
}
