// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import dev.weft.Expression;
import dev.weft.Input;
import dev.weft.Weft;
import dev.weft.io.Csv;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** European options on the DAX: texts that are compiled once and called often. */
public final class BlackScholes {
  /** How much the logarithm of a price scatters in a year of 260 trading days. */
  private static final Expression VOLATILITY =
      Weft.compile("std(log(close[1:] / close[:-1]), correction=1) * sqrt(260.0)");

  /** The three results of the text below. */
  record Prices(Tensor call, Tensor put, Tensor delta) {}

  /** The text as a method: a call needs no map and no boxes. */
  interface Pricing {
    Prices of(
        @Input("spot") double spot,
        @Input("strike") double[] strike,
        @Input("sigma") double sigma,
        @Input("rate") double rate,
        @Input("years") double years);
  }

  /** Bindings come first; the tuple at the end makes three results. */
  private static final Pricing PRICES =
      Weft.compile(
              """
              fn cnd(x) = 0.5 * (1 + erf(x / sqrt(2)))
              d1 = (log(spot / strike) + (rate + sigma**2 / 2) * years) / (sigma * sqrt(years))
              d2 = d1 - sigma * sqrt(years)
              present = strike * exp(-rate * years)
              (spot * cnd(d1) - present * cnd(d2), present * cnd(-d2) - spot * cnd(-d1), cnd(d1))
              """)
          .bind(Pricing.class);

  private BlackScholes() {}

  /** Volatility, and prices of calls and puts that expire in a quarter of a year. */
  static Map<String, Tensor> prices(Path samples) throws IOException {
    Tensor close = Csv.column(samples.resolve("data/indices.csv"), "DAX");
    double sigma = VOLATILITY.call(close).getDouble();
    double spot = close.getDouble(close.size() - 1);
    double[] strike = {5000, 5250, 5500, 5750, 6000};

    Prices prices = PRICES.of(spot, strike, sigma, 0.035, 0.25);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("sigma", Tensor.scalar(sigma));
    results.put("call", prices.call());
    results.put("put", prices.put());
    results.put("delta", prices.delta());
    return results;
  }

  public static void main(String[] args) throws IOException {
    Samples.print(prices(Samples.folder(args)));
  }
}
