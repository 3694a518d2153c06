// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder sees of a few calls. */
final class EventsTest {
  @TempDir Path folder;

  private List<RecordedEvent> record(Runnable calls) throws IOException {
    Path file = folder.resolve("calls.jfr");
    try (Recording recording = new Recording()) {
      for (String name : List.of("Compile", "Launch", "CacheMiss", "Buffer")) {
        recording.enable("weft." + name).withoutThreshold();
      }
      recording.start();
      calls.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }

  private static Predicate<RecordedEvent> is(String name) {
    return event -> event.getEventType().getName().equals("weft." + name);
  }

  @Test
  void tellWhatHappened() throws IOException {
    String text = "sort(events_test * 2) + 1";
    Tensor x = Tensor.of(new double[] {3, 1, 2});
    List<RecordedEvent> events =
        record(
            () -> {
              Weft.eval(text, Map.of("events_test", x));
              Weft.eval(text, Map.of("events_test", x));
            });
    List<RecordedEvent> compiles =
        events.stream().filter(is("Compile").and(e -> e.getString("text").equals(text))).toList();
    assertEquals(1, compiles.size());
    assertEquals(2, compiles.getFirst().getInt("kernels"));
    assertTrue(compiles.getFirst().getDuration().toNanos() > 0);
    Map<String, Long> misses =
        events.stream()
            .filter(is("CacheMiss").and(e -> e.getString("key").contains("events_test")))
            .collect(Collectors.groupingBy(e -> e.getString("cache"), Collectors.counting()));
    assertEquals(Map.of("texts", 1L, "forms", 1L, "signatures", 1L), misses);
    long launches = events.stream().filter(is("Launch")).count();
    assertTrue(launches >= 4, () -> launches + " launches");
    assertTrue(events.stream().anyMatch(is("Buffer").and(e -> !e.getBoolean("reused"))));
    assertTrue(events.stream().anyMatch(is("Buffer").and(e -> e.getBoolean("reused"))));
  }

  @Test
  void tellThatOnlyNumbersDiffer() throws IOException {
    Map<String, double[]> inputs = Map.of("events_again", new double[] {3, 1, 2});
    Weft.eval("events_again * 2.5", inputs);
    List<RecordedEvent> events = record(() -> Weft.eval("events_again * 3.5", inputs));
    List<String> misses =
        events.stream()
            .filter(is("CacheMiss").and(e -> e.getString("key").contains("events_again")))
            .map(e -> e.getString("cache"))
            .toList();
    assertEquals(List.of("texts", "signatures"), misses);
    assertTrue(events.stream().noneMatch(is("Compile")), "nothing was compiled");
  }
}
