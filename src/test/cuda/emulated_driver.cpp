// A libcuda.so.1 whose device is the emulator: the calls the platform makes, on memory of the host, with the kernels' own
// source. With it on the library path the whole way from Java through JCuda to the kernels runs where there is no GPU.
#include "emulator.h"
#include "../../main/cuda/dawid_skene.cu"
#include "../../main/cuda/pairs.cu"
#include "../../main/cuda/reduction.cu"
#include "../../main/cuda/softmax_head.cu"
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

using Kernel = std::function<void(void **)>;

template <class... A, size_t... I>
static Kernel wrap(void (*kernel)(A...), std::index_sequence<I...>) {
    return [kernel](void **arguments) { kernel(*static_cast<std::remove_const_t<A> *>(arguments[I])...); };
}
template <class... A>
static Kernel wrap(void (*kernel)(A...)) {
    return wrap(kernel, std::index_sequence_for<A...>{});
}

#define ENTRY(name) {#name, wrap(name)}
#define WIDTHS(name) ENTRY(name##_2), ENTRY(name##_4), ENTRY(name##_8), ENTRY(name##_16), ENTRY(name##_32)

static const std::map<std::string, Kernel> kernels = {
    WIDTHS(add_chunks),         WIDTHS(head_forward),       ENTRY(head_gradient),       ENTRY(adam_step),
    WIDTHS(expectation),        WIDTHS(confusions),         WIDTHS(shares),             ENTRY(hamming_pairs),
    ENTRY(agreement_pairs_1),   ENTRY(agreement_pairs_2),   ENTRY(agreement_pairs_3),   ENTRY(agreement_pairs_4)};

struct Module {
    std::string ptx;
};

enum { SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, INVALID_IMAGE = 200, NOT_FOUND = 500 };

extern "C" {
int cuInit(unsigned) { return SUCCESS; }
int cuDeviceGetCount(int *count) { return *count = 1, SUCCESS; }
int cuDeviceGet(int *device, int) { return *device = 0, SUCCESS; }
int cuDeviceGetName(char *name, int length, int) { return std::strncpy(name, "Emulated", length), SUCCESS; }
int cuDeviceTotalMem_v2(size_t *bytes, int) { return *bytes = size_t{1} << 30, SUCCESS; }
int cuDeviceGetAttribute(int *value, int attribute, int) {
    return *value = attribute == 75 ? 9 : 0, SUCCESS;  // compute capability 9.0
}
int cuDevicePrimaryCtxRetain(void **context, int) { return *context = context, SUCCESS; }
int cuDevicePrimaryCtxRelease_v2(int) { return SUCCESS; }
int cuCtxSetCurrent(void *) { return SUCCESS; }
int cuCtxSynchronize() { return SUCCESS; }
int cuModuleLoadData(void **module, const void *image) {
    std::string ptx = static_cast<const char *>(image);
    if (ptx.find(".version 7.0") == std::string::npos) {
        return INVALID_IMAGE;
    }
    *module = new Module{ptx};
    return SUCCESS;
}
int cuModuleGetFunction(const void **function, Module *module, const char *name) {
    auto kernel = kernels.find(name);
    if (kernel == kernels.end() || module->ptx.find(".entry " + kernel->first + "(") == std::string::npos) {
        return NOT_FOUND;
    }
    *function = &kernel->second;
    return SUCCESS;
}
int cuMemAlloc_v2(void **memory, size_t bytes) {
    *memory = bytes > size_t{1} << 30 ? nullptr : std::aligned_alloc(256, (bytes + 255) / 256 * 256);
    return *memory == nullptr ? OUT_OF_MEMORY : (std::memset(*memory, 0x7f, bytes), SUCCESS);
}
int cuMemFree_v2(void *memory) { return std::free(memory), SUCCESS; }
int cuMemcpyHtoD_v2(void *to, const void *from, size_t bytes) { return std::memcpy(to, from, bytes), SUCCESS; }
int cuMemcpyDtoH_v2(void *to, const void *from, size_t bytes) { return std::memcpy(to, from, bytes), SUCCESS; }
int cuMemcpyDtoD_v2(void *to, const void *from, size_t bytes) { return std::memcpy(to, from, bytes), SUCCESS; }
int cuMemsetD8_v2(void *memory, unsigned char value, size_t bytes) {
    return std::memset(memory, value, bytes), SUCCESS;
}
int cuLaunchKernel(const Kernel *kernel, unsigned x, unsigned y, unsigned z, unsigned threads, unsigned, unsigned, unsigned,
                   void *, void **arguments, void **) {
    if (z != 1 || threads % 32 != 0) {
        return INVALID_VALUE;
    }
    launch({x, y}, threads, [&] { (*kernel)(arguments); });
    return SUCCESS;
}
}
