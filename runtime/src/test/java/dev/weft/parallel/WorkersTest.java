// SPDX-License-Identifier: Apache-2.0
package dev.weft.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class WorkersTest {

  @Test
  void everyTaskIsDoneOnce() {
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      AtomicIntegerArray done = new AtomicIntegerArray(1000);
      new Workers(4, executor).run(1000, done::incrementAndGet);
      for (int i = 0; i < 1000; i++) {
        assertEquals(1, done.get(i));
      }
    }
  }

  @Test
  void anErrorOfAHelperReachesTheCaller() {
    Thread caller = Thread.currentThread();
    CountDownLatch failed = new CountDownLatch(1);
    OutOfMemoryError error = new OutOfMemoryError("on purpose");
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Workers two = new Workers(2, executor);
      Throwable thrown =
          assertThrows(
              OutOfMemoryError.class,
              () ->
                  two.run(
                      2,
                      task -> {
                        if (Thread.currentThread() != caller) {
                          failed.countDown();
                          throw error;
                        }
                        awaitQuietly(failed);
                      }));
      assertSame(error, thrown);
    }
  }

  @Test
  void anInterruptEndsTheRun() {
    for (Workers workers : new Workers[] {Workers.ALONE, new Workers(2, task -> {})}) {
      AtomicInteger done = new AtomicInteger();
      assertThrows(
          CancellationException.class,
          () ->
              workers.run(
                  1000,
                  task -> {
                    if (done.incrementAndGet() == 5) {
                      Thread.currentThread().interrupt();
                    }
                  }));
      assertTrue(Thread.interrupted(), "the interrupt was swallowed");
      assertEquals(5, done.get());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
