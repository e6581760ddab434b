// Writes what the kernels make of drawn inputs, as the emulator runs them: golden FOLDER SEED. One file a kernel and width;
// one line an array: its name, its type (i 32-bit, l 64-bit, f the bits of floats) and its values in hexadecimal.
#include "emulator.h"
#include "../../main/cuda/dawid_skene.cu"
#include "../../main/cuda/pairs.cu"
#include "../../main/cuda/reduction.cu"
#include "../../main/cuda/softmax_head.cu"
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <numeric>
#include <string>
#include <tuple>

static uint64_t state;

static uint64_t draw() {  // SplitMix64
    uint64_t z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}
static int below(int bound) { return static_cast<int>(draw() % bound); }
static float uniform(float low, float high) {
    return low + (high - low) * (static_cast<float>(draw() >> 40) * 0x1p-24f);
}

using Ints = std::vector<int>;
using Floats = std::vector<float>;
using Longs = std::vector<unsigned long long>;

static Floats floats(size_t count, float low, float high) {
    Floats all(count);
    for (float &one : all) {
        one = uniform(low, high);
    }
    return all;
}

// Rows of P floats of which those beyond the classes are nought.
static Floats rows(size_t count, int classes, int width, float low, float high) {
    Floats all = floats(count * width, low, high);
    for (size_t i = 0; i < all.size(); i++) {
        if (static_cast<int>(i % width) >= classes) {
            all[i] = 0;
        }
    }
    return all;
}

struct Golden {
    Golden(const Golden &) = delete;
    FILE *file;
    explicit Golden(const std::string &path) : file(std::fopen(path.c_str(), "w")) {}
    ~Golden() { std::fclose(file); }
    void write(const char *name, const Ints &all) {
        std::fprintf(file, "%s i", name);
        for (int one : all) {
            std::fprintf(file, " %x", static_cast<unsigned>(one));
        }
        std::fprintf(file, "\n");
    }
    void write(const char *name, const Longs &all) {
        std::fprintf(file, "%s l", name);
        for (auto one : all) {
            std::fprintf(file, " %llx", one);
        }
        std::fprintf(file, "\n");
    }
    void write(const char *name, const Floats &all) {
        std::fprintf(file, "%s f", name);
        for (float one : all) {
            std::fprintf(file, " %x", static_cast<unsigned>(__float_as_int(one)));
        }
        std::fprintf(file, "\n");
    }
};

// Where runs of drawn lengths start: mostly short ones, an empty one, and one longer than a warp goes in two steps.
static Ints starts(int count) {
    Ints start{0};
    for (int i = 0; i < count; i++) {
        int length = i == 1 ? 0 : i == 2 ? 75 : below(12);
        start.push_back(start.back() + length);
    }
    return start;
}
static Ints indices(int count, int bound) {
    Ints all(count);
    for (int &one : all) {
        one = below(bound);
    }
    return all;
}

static void arithmetic(Golden golden) {
    Floats power = floats(200, -90, 0), positive = floats(200, 0, 1);
    power.insert(power.end(), {0.0f, -0.0f, -87.0f, -87.1f, -86.99999f, -1e-30f, -3e38f});
    positive.insert(positive.end(), {1.0f, 32.0f, 1e-30f, 1.17549435e-38f, 0.0f, 3e38f, 0.99999994f, 1.0000001f});
    Floats exp, log;
    for (float x : power) {
        exp.push_back(exact_exp(x));
    }
    for (float x : positive) {
        log.push_back(exact_log(x));
    }
    golden.write("power", power);
    golden.write("exp", exp);
    golden.write("positive", positive);
    golden.write("log", log);
}

template <int P>
static void head(int classes, Golden golden) {
    int count = 6, columns = 20;
    Ints start = starts(count), index = indices(start.back(), columns);
    Floats value = floats(index.size(), -1, 1), weights = rows(columns + 1, classes, P, -2, 2);
    Floats targets = rows(count, classes, P, 0, 1), weight = floats(count, 0, 2);
    Floats probability(count * P), residual(count * P);
    Floats temperature{0.75f};
    launch({1, 1}, 256, [&] {
        head_forward<P>(count, columns, classes, start.data(), index.data(), value.data(), weights.data(), temperature[0],
                        nullptr, nullptr, probability.data());
    });
    launch({1, 1}, 256, [&] {
        head_forward<P>(count, columns, classes, start.data(), index.data(), value.data(), weights.data(), 1.0f,
                        targets.data(), weight.data(), residual.data());
    });
    golden.write("classes", Ints{classes});
    golden.write("start", start);
    golden.write("index", index);
    golden.write("value", value);
    golden.write("weights", weights);
    golden.write("inverseTemperature", temperature);
    golden.write("targets", targets);
    golden.write("rowWeight", weight);
    golden.write("probability", probability);
    golden.write("residual", residual);
}

template <int P>
static void chunks(Golden golden) {
    int count = 7;
    Ints start = starts(count), index = indices(start.back(), 30);
    Floats value = floats(index.size(), -1, 1), table = floats(index.size() * P, -1, 1);
    Floats weighted(count * P), plain(count * P);
    launch({1, 1}, 256, [&] {
        add_chunks<P>(count, start.data(), index.data(), value.data(), table.data(), weighted.data());
    });
    launch({1, 1}, 256, [&] { add_chunks<P>(count, start.data(), nullptr, nullptr, table.data(), plain.data()); });
    golden.write("start", start);
    golden.write("index", index);
    golden.write("value", value);
    golden.write("rows", table);
    golden.write("weighted", weighted);
    golden.write("plain", plain);
}

static void steps(Golden golden) {
    int count = 100;
    Floats weights = floats(count, -1, 1), gradient = floats(count, -1, 1), mean = floats(count, -1, 1);
    Floats square = floats(count, 0, 1);
    golden.write("weights", weights);
    golden.write("sum", gradient);
    golden.write("mean", mean);
    golden.write("square", square);
    launch({1, 1}, 256, [&] { head_gradient(count, 90, 0.01f, 0.001f, weights.data(), gradient.data()); });
    launch({1, 1}, 256, [&] {
        adam_step(count, 0.05f, 0.9f, 0.999f, 5.263158f, 500.25f, 1e-8f, gradient.data(), mean.data(), square.data(),
                  weights.data());
    });
    golden.write("gradient", gradient);
    golden.write("meanAfter", mean);
    golden.write("squareAfter", square);
    golden.write("weightsAfter", weights);
}

template <int P>
static void dawid_skene(int classes, Golden golden) {
    int items = 9, labelers = 3;
    Ints start = starts(items), cell = indices(start.back(), labelers * classes), known(items, -1);
    known[4] = classes - 1;
    Floats weight = floats(cell.size(), 0, 1), counts = rows(labelers * classes, classes, P, 0, 30);
    Floats pooled = rows(classes, classes, P, 0.1f, 1), total = rows(1, classes, P, 0, 100);
    Floats own = rows(items, classes, P, -3, 0);
    Floats theta(counts.size()), share(P), posterior(items * P), evidence(items), own_posterior(items * P), own_evidence(items);
    launch({1, 1}, 256, [&] { confusions<P>(labelers, classes, 2.0f, pooled.data(), counts.data(), theta.data()); });
    launch({1, 1}, 32, [&] { shares<P>(classes, 0.01f, total.data(), share.data()); });
    launch({1, 1}, 256, [&] {
        expectation<P>(items, classes, start.data(), cell.data(), nullptr, theta.data(), 0, share.data(), nullptr,
                       posterior.data(), evidence.data());
    });
    launch({1, 1}, 256, [&] {
        expectation<P>(items, classes, start.data(), cell.data(), weight.data(), theta.data(), 1, own.data(), known.data(),
                       own_posterior.data(), own_evidence.data());
    });
    golden.write("classes", Ints{classes});
    golden.write("start", start);
    golden.write("cell", cell);
    golden.write("known", known);
    golden.write("weight", weight);
    golden.write("counts", counts);
    golden.write("pooled", pooled);
    golden.write("total", total);
    golden.write("ownPrior", own);
    golden.write("logTheta", theta);
    golden.write("logShare", share);
    golden.write("posterior", posterior);
    golden.write("logLikelihood", evidence);
    golden.write("ownPosterior", own_posterior);
    golden.write("ownLogLikelihood", own_evidence);
}

static void hamming(Golden golden) {
    int count = 300, room = 10000, distance = 3;
    Longs hash(count), found{0};
    for (int i = 0; i < count; i++) {  // every third one is an earlier one with up to five bits turned
        hash[i] = draw();
        if (i % 3 == 2) {
            hash[i] = hash[below(i)];
            for (int turned = below(6); turned > 0; turned--) {
                hash[i] ^= 1ull << below(64);
            }
        }
    }
    Ints first(room), second(room);
    launch({2, 2}, 256, [&] {
        hamming_pairs(count, distance, 256, hash.data(), room, found.data(), first.data(), second.data());
    });
    std::vector<std::pair<int, int>> pairs;
    for (unsigned i = 0; i < found[0]; i++) {
        pairs.push_back({first[i], second[i]});
    }
    std::sort(pairs.begin(), pairs.end());
    first.clear();
    second.clear();
    for (auto &pair : pairs) {
        first.push_back(pair.first);
        second.push_back(pair.second);
    }
    golden.write("distance", Ints{distance});
    golden.write("hash", hash);
    golden.write("first", first);
    golden.write("second", second);
}

template <int B>
static void agreements(Golden golden) {
    int labelers = 70, words = 3, room = 5000, overlap = 20, numerator = 2 * B, denominator = 2 * B + 1;
    Ints planes((B + 1) * words * labelers);
    for (int word = 0; word < words; word++) {
        unsigned key[B + 1];
        for (unsigned &one : key) {
            one = static_cast<unsigned>(draw());
        }
        for (int labeler = 0; labeler < labelers; labeler++) {  // errors are rarer with the first labelers
            unsigned wrong = static_cast<unsigned>(draw() & draw() & draw());
            wrong &= labeler < 35 ? static_cast<unsigned>(draw()) : ~0u;
            planes[word * labelers + labeler] = static_cast<int>(draw() | draw());
            for (int plane = 1; plane <= B; plane++) {
                planes[(plane * words + word) * labelers + labeler] = static_cast<int>(key[plane] ^ wrong);
            }
        }
    }
    Longs found{0};
    Ints first(room), second(room), same(room), shared(room);
    launch({2, 2}, 256, [&] {
        agreement<B>(labelers, words, overlap, numerator, denominator, reinterpret_cast<unsigned *>(planes.data()), room,
                     found.data(), first.data(), second.data(), same.data(), shared.data());
    });
    std::vector<std::tuple<int, int, int, int>> pairs;
    for (unsigned i = 0; i < found[0]; i++) {
        pairs.push_back({first[i], second[i], same[i], shared[i]});
    }
    std::sort(pairs.begin(), pairs.end());
    Ints found_pairs;
    for (auto &[i, j, agreed, both] : pairs) {
        found_pairs.insert(found_pairs.end(), {i, j, agreed, both});
    }
    golden.write("labelers", Ints{labelers});
    golden.write("words", Ints{words});
    golden.write("rule", Ints{overlap, numerator, denominator});
    golden.write("planes", planes);
    golden.write("pairs", found_pairs);
}

int main(int, char **arguments) {
    std::string seed = arguments[2];
    auto file = [&](const std::string &name) {
        state = std::stoull(seed) * 1000003;
        for (char letter : name) {
            state = state * 31 + letter;
        }
        return Golden(std::string(arguments[1]) + "/" + name + "-seed" + seed + ".txt");
    };
    arithmetic(file("arithmetic"));
    head<2>(2, file("head2"));
    head<4>(3, file("head4"));
    head<8>(5, file("head8"));
    head<16>(11, file("head16"));
    head<32>(27, file("head32"));
    chunks<2>(file("chunks2"));
    chunks<4>(file("chunks4"));
    chunks<8>(file("chunks8"));
    chunks<16>(file("chunks16"));
    chunks<32>(file("chunks32"));
    steps(file("steps"));
    dawid_skene<2>(2, file("dawid-skene2"));
    dawid_skene<4>(4, file("dawid-skene4"));
    dawid_skene<8>(6, file("dawid-skene8"));
    dawid_skene<16>(9, file("dawid-skene16"));
    dawid_skene<32>(20, file("dawid-skene32"));
    hamming(file("hamming"));
    agreements<1>(file("agreement1"));
    agreements<2>(file("agreement2"));
    agreements<3>(file("agreement3"));
    agreements<4>(file("agreement4"));
}
