// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How calls share a machine with each other and with everybody else. */
@Timeout(120)
class ThreadsTest {
  private static final int LARGE = 200_000;
  private static final String TEXT = "(a - mean(a)) * b + a";

  /** Minutes of work. */
  private static final String LONG = "sum(sin(arange(60_000_000_000)))";

  private static Tensor random(int seed) {
    return Tensor.of(new Random(seed).doubles(LARGE).toArray());
  }

  /** Counts what it is given, and who runs at once. */
  private static final class Counting implements Executor {
    final AtomicInteger submitted = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Executor to;

    Counting(Executor to) {
      this.to = to;
    }

    @Override
    public void execute(Runnable task) {
      submitted.incrementAndGet();
      to.execute(
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            task.run();
            running.decrementAndGet();
            ended.incrementAndGet();
          });
    }

    /** Waits for tasks that come too late to find work: they are no threads of the next call. */
    void settle() {
      while (ended.get() < submitted.get()) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void loadingAndSmallCallsStartNoThread() throws Exception {
    assertEquals("[]", ChildJvm.of(NewThreads.class).classPath().run());
  }

  /** Of one kernel each: helpers that come too late for the first do nothing beside the second. */
  @Test
  void aCallTakesAsManyThreadsAsItMay() {
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (String text : List.of("a * b + a", "sum(a * b)", "cumsum(a)")) {
        for (int threads : new int[] {1, 2, 3, 8}) {
          takesAtMost(threads, text, pool);
        }
      }
    }
  }

  private static void takesAtMost(int threads, String text, Executor pool) {
    Map<String, Tensor> inputs = Map.of("a", random(1), "b", random(2));
    Tensor expected = Weft.compile(text, Options.DEFAULT.withThreads(1)).call(inputs);
    Counting counting = new Counting(pool);
    Expression e = Weft.compile(text, Options.DEFAULT.withThreads(threads).withExecutor(counting));
    for (int i = 0; i < 20; i++) {
      assertTrue(expected.contentEquals(e.call(inputs)), text);
      counting.settle();
    }
    assertTrue(counting.most.get() < threads, counting.most + " beside the caller: " + text);
    assertEquals(threads > 1, counting.submitted.get() > 0, text);
  }

  @Test
  void whatTakesMoreOperationsIsSharedSooner() {
    int tens = 10_000;
    assertEquals(0, submitted("2 * a + 1", tens));
    assertEquals(1, submitted("exp(a) * sin(a)", tens));
    assertEquals(1, submitted("sum(exp(a) * sin(a))", tens));
    assertEquals(0, submitted("exp(a) * sin(a)", 1_000));
    assertEquals(1, submitted("2 * a + 1", 10 * tens));
  }

  private static int submitted(String text, int size) {
    Counting counting = new Counting(Runnable::run);
    Options options = Options.DEFAULT.withThreads(2).withExecutor(counting);
    Weft.compile(text, options).call(Tensor.of(new Random(size).doubles(size).toArray()));
    return counting.submitted.get();
  }

  @Test
  void workersComeFromTheExecutorAlone() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      Executor noting =
          task ->
              pool.execute(
                  () -> {
                    names.add(Thread.currentThread().getName());
                    task.run();
                  });
      Options options = Options.DEFAULT.withThreads(4).withExecutor(noting);
      Expression e = Weft.compile("exp(a) * b", options);
      for (int i = 0; i < 10; i++) {
        e.call(random(i), random(i + 1));
      }
      assertTrue(names.size() <= 3 && !names.isEmpty(), names::toString);
    }
  }

  /** An executor that does nothing, or refuses, costs speed and no result. */
  @Test
  void helpersNeedNotCome() {
    Tensor a = random(1);
    Tensor b = random(2);
    Tensor expected = Weft.compile(TEXT).call(a, b);
    Executor idle = _ -> {};
    ExecutorService closed = Executors.newFixedThreadPool(1);
    closed.shutdown();
    for (Executor executor : List.of(idle, closed)) {
      Options options = Options.DEFAULT.withThreads(8).withExecutor(executor);
      assertTrue(expected.contentEquals(Weft.compile(TEXT, options).call(a, b)));
    }
  }

  @Test
  void aHundredCallsAtOnceShareOnePool() throws Exception {
    int hundred = 100;
    Expression e = Weft.compile(TEXT, Options.DEFAULT.withThreads(4));
    Tensor a = random(1);
    Tensor b = random(2);
    Tensor expected = e.call(a, b);
    int before = platformThreads();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> results = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(hundred)) {
      for (int i = 0; i < hundred; i++) {
        results.add(
            callers.submit(
                () -> {
                  start.await();
                  boolean same = expected.contentEquals(e.call(a, b));
                  most.accumulateAndGet(platformThreads(), Math::max);
                  return same;
                }));
      }
      start.countDown();
      for (Future<Boolean> result : results) {
        assertTrue(result.get());
      }
    }
    int pool = ForkJoinPool.getCommonPoolParallelism();
    int allowed = before + hundred + pool + 4; // the JVM adds compiler threads of its own
    assertTrue(most.get() <= allowed, most + " threads, at most " + allowed);
  }

  private static int platformThreads() {
    return Thread.activeCount();
  }

  /** Eight times a hundred calls, each with 1.2 MB in between, in 250 MB. */
  @Test
  void aHundredCallsAtOnceKeepLittleMemory() throws Exception {
    ChildJvm child = ChildJvm.of(ManyCallers.class, "platform").classPath();
    assertEquals("done", child.with("-Xmx250m").run());
  }

  /** One carrier: whoever waited on it would wait for ever. */
  @Test
  void virtualThreadsOnOneCarrier() throws Exception {
    ChildJvm child = ChildJvm.of(ManyCallers.class, "virtual").classPath();
    String[] one = {
      "-Xmx250m",
      "-Djdk.virtualThreadScheduler.parallelism=1",
      "-Djdk.virtualThreadScheduler.maxPoolSize=1"
    };
    assertEquals("done", child.with(one).run());
  }

  @Test
  void parallelStreamsMayCall() {
    Expression e = Weft.compile(TEXT, Options.DEFAULT.withThreads(4));
    Tensor a = random(1);
    Tensor b = random(2);
    Tensor expected = e.call(a, b);
    assertTrue(
        IntStream.range(0, 64).parallel().allMatch(_ -> expected.contentEquals(e.call(a, b))));
  }

  private static long millisToEnd(Future<?> call, Thread thread) throws Exception {
    Thread.sleep(100);
    long start = System.nanoTime();
    thread.interrupt();
    Throwable cause = assertThrows(ExecutionException.class, () -> call.get()).getCause();
    assertTrue(cause instanceof CancellationException, () -> cause.toString());
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  /** The best of a few, as machines are busy. */
  @Test
  void anInterruptEndsACallWithinMilliseconds() throws Exception {
    for (int threads : new int[] {1, 2}) {
      Expression e = Weft.compile(LONG, Options.DEFAULT.withThreads(threads));
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        CountDownLatch begun = new CountDownLatch(1);
        Thread[] caller = new Thread[1];
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
          Future<?> call =
              one.submit(
                  () -> {
                    caller[0] = Thread.currentThread();
                    begun.countDown();
                    return e.call();
                  });
          begun.await();
          least = Math.min(least, millisToEnd(call, caller[0]));
        }
      }
      assertTrue(least <= 20, least + " ms with " + threads + " threads");
    }
  }

  @Test
  void aCancelledFutureFreesItsThread() throws Exception {
    Expression e = Weft.compile(LONG, Options.DEFAULT.withThreads(2));
    ExecutorService one = Executors.newSingleThreadExecutor();
    Future<?> call = one.submit(() -> e.call());
    Thread.sleep(100);
    assertTrue(call.cancel(true), "it has not ended yet");
    one.shutdown();
    assertTrue(one.awaitTermination(10, TimeUnit.SECONDS));
  }
}
