// SPDX-License-Identifier: Apache-2.0
// The C peer of the comparison: `peer N`. Reads a line `WORK TIMES` per request from standard
// input, does that work so often over its own arrays and answers `NANOSECONDS CHECK`: the time of
// one run, and the sum of the result. The arrays hold what Compare.java puts into its own, and lie
// in huge pages as the JVM's and NumPy's do.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

static long n, m, k;  // elements; sides of the square and of the cube that fit into n
static double *restrict a, *restrict b, *restrict c, *restrict y, *restrict z;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * t.tv_sec + t.tv_nsec;
}

static double *array(void) {
  size_t page = 2 << 20, bytes = (n * 8 + page - 1) / page * page;
  double *p = aligned_alloc(page, bytes);
  madvise(p, bytes, MADV_HUGEPAGE);
  memset(p, 0, bytes);
  return p;
}

static double total(const double *p, long count) {
  double s = 0;
  for (long i = 0; i < count; i++) s += p[i];
  return s;
}

// A work leaves its result in y (and z), of `results` elements, or returns it where that is 0.
#define EACH(work, value)                      \
  static double work(void) {                   \
    _Pragma("omp parallel for simd")           \
    for (long i = 0; i < n; i++) y[i] = value; \
    return 0;                                  \
  }
#define FOLD(value)                               \
  double s = 0;                                   \
  _Pragma("omp parallel for simd reduction(+:s)") \
  for (long i = 0; i < n; i++) s += value;

EACH(axpby, 2 * a[i] + 3 * b[i])
EACH(expo, exp(a[i]))

static double sincos_(void) {
#pragma omp parallel for simd
  for (long i = 0; i < n; i++) {
    double p = sin(a[i]), q = cos(b[i]);
    y[i] = p * p + q * q;
  }
  return 0;
}

static inline double cnd(double x) { return 0.5 * (1 + erf(x / sqrt(2.0))); }

static double black(void) {
#pragma omp parallel for simd
  for (long i = 0; i < n; i++) {
    double d1 = (log(a[i] / b[i]) + 0.065 * c[i]) / (0.3 * sqrt(c[i]));
    double d2 = d1 - 0.3 * sqrt(c[i]), present = b[i] * exp(-0.02 * c[i]);
    y[i] = a[i] * cnd(d1) - present * cnd(d2);
    z[i] = y[i] - a[i] + present;
  }
  return 0;
}

static double dot(void) {
  FOLD(a[i] * b[i])
  return s;
}

static double mean(void) {
  FOLD(a[i])
  return s / n;
}

static double var(void) {
  double middle = mean();
  FOLD((a[i] - middle) * (a[i] - middle))
  return s / n;
}

static double norm(void) {
  FOLD((a[i] - b[i]) * (a[i] - b[i]))
  return sqrt(s);
}

static double rows(void) {
#pragma omp parallel for
  for (long i = 0; i < m; i++) {
    double s = 0;
#pragma omp simd reduction(+ : s)
    for (long j = 0; j < m; j++) s += a[i * m + j];
    y[i] = s;
  }
  return 0;
}

static double columns(void) {
#pragma omp parallel
  {
#pragma omp for
    for (long block = 0; block < m; block += 256) {
      long end = block + 256 < m ? block + 256 : m;
      for (long j = block; j < end; j++) y[j] = 0;
      for (long i = 0; i < m; i++) {
#pragma omp simd
        for (long j = block; j < end; j++) y[j] += a[i * m + j];
      }
    }
  }
  return 0;
}

static double affine(void) {
#pragma omp parallel for
  for (long i = 0; i < m; i++) {
#pragma omp simd
    for (long j = 0; j < m; j++) y[i * m + j] = a[i * m + j] * b[j] + c[i];
  }
  return 0;
}

static double jacobi(void) {
#pragma omp parallel for
  for (long i = 0; i < m - 2; i++) {
    const double *u = a + i * m;
#pragma omp simd
    for (long j = 0; j < m - 2; j++) {
      y[i * (m - 2) + j] = 0.25 * (u[j + 1] + u[2 * m + j + 1] + u[m + j] + u[m + j + 2]);
    }
  }
  return 0;
}

static double heat(void) {
  long s = k - 2;
#pragma omp parallel for
  for (long h = 0; h < s; h++) {
    for (long i = 0; i < s; i++) {
      const double *u = a + ((h + 1) * k + i + 1) * k + 1;
#pragma omp simd
      for (long j = 0; j < s; j++) {
        double sides = u[j - k * k] + u[j + k * k] + u[j - k] + u[j + k] + u[j - 1] + u[j + 1];
        y[(h * s + i) * s + j] = u[j] + 0.1 * (sides - 6 * u[j]);
      }
    }
  }
  return 0;
}

// Philox4x32-10 of key and index, as Weft has it, as a double in [0, 1).
static inline double uniform(uint64_t key, uint64_t index) {
  uint32_t x0 = index, x1 = index >> 32, x2 = 0, x3 = 0, k0 = key, k1 = key >> 32;
  for (int round = 0; round < 10; round++) {
    uint64_t p = (uint64_t)0xD2511F53 * x0, q = (uint64_t)0xCD9E8D57 * x2;
    uint32_t y0 = (q >> 32) ^ x1 ^ k0, y2 = (p >> 32) ^ x3 ^ k1;
    x0 = y0, x1 = q, x2 = y2, x3 = p;
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
  return (((uint64_t)x0 << 32 | x1) >> 11) * 0x1p-53;
}

static double pi(void) {
  long inside = 0;
#pragma omp parallel for simd reduction(+ : inside)
  for (long i = 0; i < n; i++) {
    double u = uniform(1, i), v = uniform(2, i);
    inside += u * u + v * v < 1;
  }
  return 4.0 * inside / n;
}

int main(int argc, char **argv) {
  n = atol(argv[1]);
  m = sqrt(n);
  k = cbrt(n + 0.5);
  a = array(), b = array(), c = array(), y = array(), z = array();
  for (long i = 0; i < n; i++) {
    a[i] = 0.5 + (i * 7919 % 10007) / 10007.0;
    b[i] = 0.5 + (i * 104729 % 10009) / 10009.0;
    c[i] = 0.5 + (i * 31 % 1009) / 1009.0;
  }
  struct {
    const char *name;
    double (*run)(void);
    long results;
  } works[] = {
      {"axpby", axpby, n},  {"exp", expo, n},
      {"sincos", sincos_, n}, {"black", black, n},
      {"dot", dot, 0},      {"mean", mean, 0},
      {"var", var, 0},      {"norm", norm, 0},
      {"rows", rows, m},    {"columns", columns, m},
      {"affine", affine, m * m}, {"jacobi", jacobi, (m - 2) * (m - 2)},
      {"heat", heat, (k - 2) * (k - 2) * (k - 2)}, {"pi", pi, 0},
  };
  char name[64];
  long times;
  while (scanf("%63s %ld", name, &times) == 2) {
    int w = 0;
    while (strcmp(works[w].name, name)) w++;
    double result, start = now();
    for (long t = 0; t < times; t++) result = works[w].run();
    double took = (now() - start) / times;
    if (works[w].results) result = total(y, works[w].results);
    if (works[w].run == black) result += total(z, n);
    printf("%.1f %.17g\n", took, result);
    fflush(stdout);
  }
  return 0;
}
