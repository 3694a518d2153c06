// SPDX-License-Identifier: Apache-2.0
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.COS;
import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.SIN;

import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What a Java programmer writes by hand, as loops or with the Vector API, in the protocol of
 * peer.c: {@code Loops loop|vector N THREADS}. What is not worth the trouble is answered by {@code
 * -}.
 */
final class Loops {
  static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  static final int W = S.length();

  final int n;
  final int threads;
  final int m;
  final int k;
  final double[] a, b, c, y, z;

  /** A part of a work: elements, or rows of its result. Returns the part's sum, if it is one. */
  interface Part {
    double run(int from, int to);
  }

  /** A work, and the number of elements of its result in y. */
  record Loop(int size, Part part, boolean sums, int results) {}

  Loops(int n, int threads) {
    this.n = n;
    this.threads = threads;
    this.m = (int) Math.sqrt(n);
    this.k = (int) Math.cbrt(n + 0.5);
    this.a = new double[n];
    this.b = new double[n];
    this.c = new double[n];
    this.y = new double[n];
    this.z = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = 0.5 + i * 7919L % 10007 / 10007.0;
      b[i] = 0.5 + i * 104729L % 10009 / 10009.0;
      c[i] = 0.5 + i * 31L % 1009 / 1009.0;
    }
  }

  static Loop each(int size, int results, Part part) {
    return new Loop(size, part, false, results);
  }

  static Loop sum(int size, Part part) {
    return new Loop(size, part, true, 0);
  }

  double run(Loop loop) {
    if (threads == 1) {
      return loop.part.run(0, loop.size);
    }
    return IntStream.range(0, threads)
        .parallel()
        .mapToDouble(t -> loop.part.run(start(loop.size, t), start(loop.size, t + 1)))
        .sum();
  }

  int start(int size, int thread) {
    return (int) ((long) size * thread / threads);
  }

  Map<String, Loop> loops() {
    Map<String, Loop> works = new HashMap<>();
    works.put("axpby", each(n, n, this::axpby));
    works.put("exp", each(n, n, this::exp));
    works.put("sincos", each(n, n, this::sincos));
    works.put("dot", sum(n, this::dot));
    works.put("mean", sum(n, this::mean));
    works.put("norm", sum(n, this::norm));
    works.put("rows", each(m, m, this::rows));
    works.put("columns", each(m, m, this::columns));
    works.put("affine", each(m, m * m, this::affine));
    works.put("jacobi", each(m - 2, (m - 2) * (m - 2), this::jacobi));
    works.put("heat", each(k - 2, (k - 2) * (k - 2) * (k - 2), this::heat));
    return works;
  }

  Map<String, Loop> vectors() {
    Map<String, Loop> works = new HashMap<>();
    works.put("axpby", each(n, n, this::axpbyVector));
    works.put("exp", each(n, n, this::expVector));
    works.put("sincos", each(n, n, this::sincosVector));
    works.put("dot", sum(n, this::dotVector));
    works.put("norm", sum(n, this::normVector));
    works.put("affine", each(m, m * m, this::affineVector));
    works.put("jacobi", each(m - 2, (m - 2) * (m - 2), this::jacobiVector));
    works.put("heat", each(k - 2, (k - 2) * (k - 2) * (k - 2), this::heatVector));
    return works;
  }

  double axpby(int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = 2 * a[i] + 3 * b[i];
    }
    return 0;
  }

  double axpbyVector(int from, int to) {
    int i = from;
    for (; i <= to - W; i += W) {
      at(a, i).mul(2).add(at(b, i).mul(3)).intoArray(y, i);
    }
    return axpby(i, to);
  }

  double exp(int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.exp(a[i]);
    }
    return 0;
  }

  double expVector(int from, int to) {
    int i = from;
    for (; i <= to - W; i += W) {
      at(a, i).lanewise(EXP).intoArray(y, i);
    }
    return exp(i, to);
  }

  double sincos(int from, int to) {
    for (int i = from; i < to; i++) {
      double p = Math.sin(a[i]);
      double q = Math.cos(b[i]);
      y[i] = p * p + q * q;
    }
    return 0;
  }

  double sincosVector(int from, int to) {
    int i = from;
    for (; i <= to - W; i += W) {
      DoubleVector p = at(a, i).lanewise(SIN);
      DoubleVector q = at(b, i).lanewise(COS);
      p.mul(p).add(q.mul(q)).intoArray(y, i);
    }
    return sincos(i, to);
  }

  double dot(int from, int to) {
    double s = 0;
    for (int i = from; i < to; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  double dotVector(int from, int to) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    int i = from;
    for (; i <= to - 4 * W; i += 4 * W) {
      s0 = at(a, i).fma(at(b, i), s0);
      s1 = at(a, i + W).fma(at(b, i + W), s1);
      s2 = at(a, i + 2 * W).fma(at(b, i + 2 * W), s2);
      s3 = at(a, i + 3 * W).fma(at(b, i + 3 * W), s3);
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(ADD) + dot(i, to);
  }

  double mean(int from, int to) {
    double s = 0;
    for (int i = from; i < to; i++) {
      s += a[i];
    }
    return s / n;
  }

  double norm(int from, int to) {
    double s = 0;
    for (int i = from; i < to; i++) {
      s += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return s;
  }

  double normVector(int from, int to) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    int i = from;
    for (; i <= to - 4 * W; i += 4 * W) {
      DoubleVector d0 = at(a, i).sub(at(b, i));
      DoubleVector d1 = at(a, i + W).sub(at(b, i + W));
      DoubleVector d2 = at(a, i + 2 * W).sub(at(b, i + 2 * W));
      DoubleVector d3 = at(a, i + 3 * W).sub(at(b, i + 3 * W));
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
      s2 = d2.fma(d2, s2);
      s3 = d3.fma(d3, s3);
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(ADD) + norm(i, to);
  }

  double rows(int from, int to) {
    for (int i = from; i < to; i++) {
      double s = 0;
      for (int j = 0; j < m; j++) {
        s += a[i * m + j];
      }
      y[i] = s;
    }
    return 0;
  }

  double columns(int from, int to) {
    for (int j = from; j < to; j++) {
      y[j] = 0;
    }
    for (int i = 0; i < m; i++) {
      for (int j = from; j < to; j++) {
        y[j] += a[i * m + j];
      }
    }
    return 0;
  }

  double affine(int from, int to) {
    for (int i = from; i < to; i++) {
      for (int j = 0; j < m; j++) {
        y[i * m + j] = a[i * m + j] * b[j] + c[i];
      }
    }
    return 0;
  }

  double affineVector(int from, int to) {
    for (int i = from; i < to; i++) {
      int j = 0;
      for (; j <= m - W; j += W) {
        at(a, i * m + j).mul(at(b, j)).add(c[i]).intoArray(y, i * m + j);
      }
      for (; j < m; j++) {
        y[i * m + j] = a[i * m + j] * b[j] + c[i];
      }
    }
    return 0;
  }

  double jacobi(int from, int to) {
    int s = m - 2;
    for (int i = from; i < to; i++) {
      for (int j = 0; j < s; j++) {
        y[i * s + j] = neighbours(i * m + j);
      }
    }
    return 0;
  }

  double neighbours(int p) {
    return 0.25 * (a[p + 1] + a[p + 2 * m + 1] + a[p + m] + a[p + m + 2]);
  }

  double jacobiVector(int from, int to) {
    int s = m - 2;
    for (int i = from; i < to; i++) {
      int j = 0;
      for (; j <= s - W; j += W) {
        int p = i * m + j;
        DoubleVector upright = at(a, p + 1).add(at(a, p + 2 * m + 1));
        upright.add(at(a, p + m)).add(at(a, p + m + 2)).mul(0.25).intoArray(y, i * s + j);
      }
      for (; j < s; j++) {
        y[i * s + j] = neighbours(i * m + j);
      }
    }
    return 0;
  }

  double heat(int from, int to) {
    int s = k - 2;
    for (int h = from; h < to; h++) {
      for (int i = 0; i < s; i++) {
        int u = ((h + 1) * k + i + 1) * k + 1;
        for (int j = 0; j < s; j++) {
          y[(h * s + i) * s + j] = warmth(u + j);
        }
      }
    }
    return 0;
  }

  double warmth(int u) {
    double sides = a[u - k * k] + a[u + k * k] + a[u - k] + a[u + k] + a[u - 1] + a[u + 1];
    return a[u] + 0.1 * (sides - 6 * a[u]);
  }

  double heatVector(int from, int to) {
    int s = k - 2;
    for (int h = from; h < to; h++) {
      for (int i = 0; i < s; i++) {
        int j = 0;
        int u = ((h + 1) * k + i + 1) * k + 1;
        for (; j <= s - W; j += W) {
          DoubleVector middle = at(a, u + j);
          DoubleVector upright = at(a, u + j - k * k).add(at(a, u + j + k * k));
          DoubleVector level = at(a, u + j - k).add(at(a, u + j + k));
          DoubleVector sides = upright.add(level).add(at(a, u + j - 1)).add(at(a, u + j + 1));
          DoubleVector change = sides.sub(middle.mul(6)).mul(0.1);
          middle.add(change).intoArray(y, (h * s + i) * s + j);
        }
        for (; j < s; j++) {
          y[(h * s + i) * s + j] = warmth(u + j);
        }
      }
    }
    return 0;
  }

  static DoubleVector at(double[] array, int i) {
    return DoubleVector.fromArray(S, array, i);
  }

  String answer(String name, Loop loop, int times) {
    if (loop == null) {
      return "-";
    }
    double result = 0;
    long start = System.nanoTime();
    for (int t = 0; t < times; t++) {
      result = run(loop);
    }
    double took = (double) (System.nanoTime() - start) / times;
    result = name.equals("norm") ? Math.sqrt(result) : result;
    for (int i = 0; !loop.sums && i < loop.results; i++) {
      result += y[i];
    }
    return took + " " + result;
  }

  public static void main(String[] args) {
    Loops program = new Loops(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Map<String, Loop> works = args[0].equals("loop") ? program.loops() : program.vectors();
    Scanner requests = new Scanner(System.in);
    while (requests.hasNext()) {
      String name = requests.next();
      System.out.println(program.answer(name, works.get(name), requests.nextInt()));
    }
  }
}
