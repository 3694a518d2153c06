// SPDX-License-Identifier: Apache-2.0
// The C peer of the comparison. Reads a line per request from standard input, `NAME`, runs that
// work once over its own arrays and answers `NANOSECONDS CHECK`, where CHECK is the sum of the
// result. The arrays hold what Compare.java puts into its own.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * t.tv_sec + t.tv_nsec;
}

static double total(const double *y, long n) {
  double s = 0;
  for (long i = 0; i < n; i++) s += y[i];
  return s;
}

int main(int argc, char **argv) {
  long n = atol(argv[1]);
  double *a = aligned_alloc(64, n * 8), *b = aligned_alloc(64, n * 8), *y = aligned_alloc(64, n * 8);
#pragma omp parallel for
  for (long i = 0; i < n; i++) {
    a[i] = (i * 7919 % 10007) / 10007.0;
    b[i] = (i * 104729 % 10009) / 10009.0;
    y[i] = 0;
  }
  char name[64];
  while (scanf("%63s", name) == 1) {
    double start = now(), s = 0, end;
    if (!strcmp(name, "axpby")) {
#pragma omp parallel for simd
      for (long i = 0; i < n; i++) y[i] = 2 * a[i] + 3 * b[i];
    } else if (!strcmp(name, "exp")) {
#pragma omp parallel for simd
      for (long i = 0; i < n; i++) y[i] = exp(a[i]);
    } else if (!strcmp(name, "dot")) {
#pragma omp parallel for simd reduction(+ : s)
      for (long i = 0; i < n; i++) s += a[i] * b[i];
    } else if (!strcmp(name, "norm")) {
#pragma omp parallel for simd reduction(+ : s)
      for (long i = 0; i < n; i++) s += (a[i] - b[i]) * (a[i] - b[i]);
      s = sqrt(s);
    } else if (!strcmp(name, "sincos")) {
#pragma omp parallel for simd
      for (long i = 0; i < n; i++) {
        double p = sin(a[i]), q = cos(b[i]);
        y[i] = p * p + q * q;
      }
    } else {
      return 2;
    }
    end = now();
    int reduced = !strcmp(name, "dot") || !strcmp(name, "norm");
    printf("%.0f %.17g\n", end - start, reduced ? s : total(y, n));
    fflush(stdout);
  }
  return 0;
}
