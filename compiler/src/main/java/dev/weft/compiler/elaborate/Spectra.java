// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Discrete Fourier transforms: routines of the library weft-fft, each a step of its own. */
enum Spectra implements Builtin {
  FFT("x|a, n=, axis=, norm=", "the Fourier transform along an axis, cut or filled up to n", "fft"),
  IFFT("x|a, n=, axis=, norm=", "what fft undoes", "ifft"),
  RFFT("x|a, n=, axis=, norm=", "the first half of fft, n // 2 + 1 values, of real x", "rfft"),
  IRFFT(
      "x|a, n=, axis=, norm=",
      "the n real numbers that rfft takes to x; 2 * (m - 1) of m",
      "irfft"),
  FFT2("x|a, s=, axes=, norm=", "the Fourier transform along two axes, the last ones", "fft2"),
  IFFT2("x|a, s=, axes=, norm=", "what fft2 undoes", "ifft2"),
  RFFT2("x|a, s=, axes=, norm=", "fft2 of real x, half of the last axis", "rfft2"),
  IRFFT2("x|a, s=, axes=, norm=", "what rfft2 undoes", "irfft2"),
  FFTN("x|a, s=, axes=, norm=", "the Fourier transform along several axes, or all", "fftn"),
  IFFTN("x|a, s=, axes=, norm=", "what fftn undoes", "ifftn"),
  RFFTN("x|a, s=, axes=, norm=", "fftn of real x, half of the last axis", "rfftn"),
  IRFFTN("x|a, s=, axes=, norm=", "what rfftn undoes", "irfftn");

  private final Entry entry;

  Spectra(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public Value apply(Call call) {
    Operand x = call.tensor("x");
    DType dtype = dtype(call, x);
    List<Integer> axes = axes(call, x);
    List<Dim> sizes = sizes(call, x, axes);
    Scaling scaling = scaling(call);
    for (Dim size : sizes) {
      call.e()
          .sizes()
          .require(
              Relation.AT_LEAST,
              size,
              Dim.ONE,
              ErrorCode.E0209,
              call.e().site(call.span()),
              call.name() + " of {left} elements: at least {right} is needed",
              call.e().located(List.of(x)));
    }
    call.bounded(sizes);
    return Num.of(
        switch (this) {
          case FFT, FFT2, FFTN -> new Spectrum(call, dtype, axes, sizes, scaling).complex(x, false);
          case IFFT, IFFT2, IFFTN ->
              new Spectrum(call, dtype, axes, sizes, scaling).complex(x, true);
          case RFFT, RFFT2, RFFTN -> new Spectrum(call, dtype, axes, sizes, scaling).half(x);
          case IRFFT, IRFFT2, IRFFTN -> new Spectrum(call, dtype, axes, sizes, scaling).real(x);
        });
  }

  /** What the sums are divided by. */
  enum Scaling {
    NONE,
    ROOT,
    WHOLE
  }

  private boolean isInverse() {
    return switch (this) {
      case FFT, RFFT, FFT2, RFFT2, FFTN, RFFTN -> false;
      case IFFT, IRFFT, IFFT2, IRFFT2, IFFTN, IRFFTN -> true;
    };
  }

  private boolean isOfOneAxis() {
    return this == FFT || this == IFFT || this == RFFT || this == IRFFT;
  }

  private boolean isOfTwoAxes() {
    return this == FFT2 || this == IFFT2 || this == RFFT2 || this == IRFFT2;
  }

  /** True where the last axis of x is half as long as that of the result. */
  private boolean isOfHalf() {
    return this == IRFFT || this == IRFFT2 || this == IRFFTN;
  }

  /** As NumPy 2: f32 stays what it is, all integers are f64. */
  private DType dtype(Call call, Operand x) {
    DType given = x.num().dtype();
    boolean half = this == RFFT || this == RFFT2 || this == RFFTN;
    if (half && given.isComplex()) {
      throw call.mistake(
              ErrorCode.E0201, x.span(), call.name() + " takes real numbers, not " + given)
          .help("take " + call.name().substring(1) + " of complex numbers");
    }
    return given.part().isFloat() ? given.part() : DType.F64;
  }

  private List<Integer> axes(Call call, Operand x) {
    int rank = x.num().rank();
    int least = isOfOneAxis() ? 1 : isOfTwoAxes() && !call.has("axes") ? 2 : 0;
    if (rank < least) {
      throw call.mistake(
          ErrorCode.E0205, x.span(), call.name() + " needs " + text(least) + "; there are " + rank);
    }
    if (isOfOneAxis()) {
      return List.of(call.has("axis") ? call.axis("axis", rank) : rank - 1);
    }
    if (call.has("axes")) {
      return call.axes("axes", rank).orElseThrow();
    }
    int count = least == 2 ? 2 : call.has("s") ? call.sizes("s").size() : rank;
    if (count > rank) {
      throw call.mistake(
          ErrorCode.E0205, call.given("s").span(), count + " sizes for " + rank + " axes");
    }
    return IntStream.range(rank - count, rank).boxed().toList();
  }

  private static String text(int axes) {
    return axes == 1 ? "an axis" : axes + " axes";
  }

  /** How long the axes of the transform are. */
  private List<Dim> sizes(Call call, Operand x, List<Integer> axes) {
    String name = isOfOneAxis() ? "n" : "s";
    List<Dim> given = call.has(name) ? call.sizes(name) : List.of();
    if (call.has(name) && given.size() != axes.size()) {
      throw call.mistake(
          ErrorCode.E0202,
          call.given(name).span(),
          given.size() + " sizes for " + axes.size() + " axes");
    }
    List<Dim> sizes = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Dim own = x.num().type().dim(axes.get(i));
      boolean isHalf = isOfHalf() && i == axes.size() - 1;
      Dim natural = isHalf ? own.plus(-1).times(Dim.of(2)) : own;
      boolean stated = !given.isEmpty() && !given.get(i).is(-1);
      sizes.add(call.e().sizes().use(stated ? given.get(i) : natural));
    }
    return sizes;
  }

  private Scaling scaling(Call call) {
    String norm = call.has("norm") ? call.text("norm") : "backward";
    return switch (norm) {
      case "backward" -> isInverse() ? Scaling.WHOLE : Scaling.NONE;
      case "forward" -> isInverse() ? Scaling.NONE : Scaling.WHOLE;
      case "ortho" -> Scaling.ROOT;
      default ->
          throw call.mistake(
              ErrorCode.E0202,
              call.given("norm").span(),
              "norm must be 'backward', 'ortho' or 'forward'");
    };
  }
}
