// Pairs out of all pairs. What is found is written in any order, as far as there is room; the counter counts all of it.

constexpr int TILE = 64;  // rows and columns of a block of pairs
constexpr int STEP = 16;  // words of the planes held at a time

__device__ __forceinline__ long long claim(unsigned long long *found) {
    return static_cast<long long>(atomicAdd(found, 1ull));
}

// Pairs i < j of hashes that differ in at most `distance` bits. A block has 256 rows and goes over `span` columns.
extern "C" __global__ void __launch_bounds__(256)
    hamming_pairs(int count, int distance, int span, const unsigned long long *__restrict__ hash, long long room,
                  unsigned long long *__restrict__ found, int *__restrict__ first, int *__restrict__ second) {
    __shared__ unsigned long long tile[256];
    long long row = static_cast<long long>(blockIdx.x) * 256 + threadIdx.x;
    long long from = static_cast<long long>(blockIdx.y) * span;
    long long to = from + span < count ? from + span : count;
    if (to <= static_cast<long long>(blockIdx.x) * 256) {
        return;
    }
    unsigned long long own = row < count ? hash[row] : 0ull;
    for (long long base = from; base < to; base += 256) {
        __syncthreads();
        tile[threadIdx.x] = base + threadIdx.x < count ? hash[base + threadIdx.x] : 0ull;
        __syncthreads();
        int length = static_cast<int>(to - base < 256 ? to - base : 256);
        for (int c = 0; c < length && row < count; c++) {
            if (__popcll(own ^ tile[c]) <= distance && base + c > row) {
                long long place = claim(found);
                if (place < room) {
                    first[place] = static_cast<int>(row);
                    second[place] = static_cast<int>(base + c);
                }
            }
        }
    }
}

// Pairs i < j of labelers who both answered at least `overlap` items and of these gave the same answer to at least the
// share numerator / denominator. Answers are bit planes of 32 items a word, [plane][word][labeler]: first whether there is
// an answer, then the B bits of its code. A block has 64 by 64 pairs, a thread 4 by 4.
template <int B>
__device__ __forceinline__ void agreement(int labelers, int words, int overlap, int numerator, int denominator,
                                                 const unsigned *__restrict__ planes, long long room,
                                                 unsigned long long *__restrict__ found, int *__restrict__ first,
                                                 int *__restrict__ second, int *__restrict__ same,
                                                 int *__restrict__ shared) {
    __shared__ unsigned row_bits[B + 1][STEP][TILE];
    __shared__ unsigned column_bits[B + 1][STEP][TILE];
    long long row_base = static_cast<long long>(blockIdx.y) * TILE;
    long long column_base = static_cast<long long>(blockIdx.x) * TILE;
    if (column_base < row_base) {
        return;
    }
    int x = threadIdx.x % 16;
    int y = threadIdx.x / 16;
    int agreed[4][4] = {};
    int both[4][4] = {};
    for (int base = 0; base < words; base += STEP) {
        __syncthreads();
#pragma unroll 2
        for (int i = threadIdx.x; i < (B + 1) * STEP * TILE; i += 256) {
            int lane = i % TILE;
            int word = i / TILE % STEP;
            int plane = i / (TILE * STEP);
            long long line = (static_cast<long long>(plane) * words + base + word) * labelers;
            bool inside = base + word < words;
            row_bits[plane][word][lane] = inside && row_base + lane < labelers ? planes[line + row_base + lane] : 0u;
            column_bits[plane][word][lane] =
                inside && column_base + lane < labelers ? planes[line + column_base + lane] : 0u;
        }
        __syncthreads();
#pragma unroll 2
        for (int word = 0; word < STEP; word++) {
#pragma unroll
            for (int r = 0; r < 4; r++) {
#pragma unroll
                for (int c = 0; c < 4; c++) {
                    unsigned there = row_bits[0][word][y + 16 * r] & column_bits[0][word][x + 16 * c];
                    unsigned differ = 0u;
#pragma unroll
                    for (int plane = 1; plane <= B; plane++) {
                        differ |= row_bits[plane][word][y + 16 * r] ^ column_bits[plane][word][x + 16 * c];
                    }
                    both[r][c] += __popc(there);
                    agreed[r][c] += __popc(there & ~differ);
                }
            }
        }
    }
#pragma unroll
    for (int r = 0; r < 4; r++) {
#pragma unroll
        for (int c = 0; c < 4; c++) {
            long long i = row_base + y + 16 * r;
            long long j = column_base + x + 16 * c;
            bool enough = static_cast<long long>(agreed[r][c]) * denominator >= static_cast<long long>(both[r][c]) * numerator;
            if (i < j && j < labelers && both[r][c] >= overlap && enough) {
                long long place = claim(found);
                if (place < room) {
                    first[place] = static_cast<int>(i);
                    second[place] = static_cast<int>(j);
                    same[place] = agreed[r][c];
                    shared[place] = both[r][c];
                }
            }
        }
    }
}

#define AGREEMENT(B)                                                                                                   \
    extern "C" __global__ void __launch_bounds__(256)                                                                  \
        agreement_pairs_##B(int labelers, int words, int overlap, int numerator, int denominator,                      \
                            const unsigned *planes, long long room, unsigned long long *found, int *first,             \
                            int *second, int *same, int *shared) {                                                     \
        agreement<B>(labelers, words, overlap, numerator, denominator, planes, room, found, first, second, same,       \
                     shared);                                                                                          \
    }

AGREEMENT(1)
AGREEMENT(2)
AGREEMENT(3)
AGREEMENT(4)
