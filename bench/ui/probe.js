// Injected into every page before its own scripts, as it is: what the page goes through, by its own clock.
(() => {
  const probe = { longest: 0, longTasks: 0, widestGap: 0, reads: [], paints: [] };
  window.probe = probe;

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      probe.longTasks += 1;
      probe.longest = Math.max(probe.longest, duration);
    }
  }).observe({ type: 'longtask', buffered: true });

  let last = 0;
  const frame = (now) => {
    if (last) probe.widestGap = Math.max(probe.widestGap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  probe.reset = () => Object.assign(probe, { longest: 0, longTasks: 0, widestGap: 0 });

  const decoder = new TextDecoder();
  const { read } = ReadableStreamDefaultReader.prototype;
  /** Notes when these words first arrive in a stream that the page reads. */
  probe.awaitArrival = (words) => {
    probe.arrivedAt = undefined;
    ReadableStreamDefaultReader.prototype.read = async function () {
      const result = await read.call(this);
      if (probe.arrivedAt === undefined && result.value && decoder.decode(result.value).includes(words))
        probe.arrivedAt = performance.now();
      return result;
    };
  };

  /** Resolves with the time of the frame that shows what `isShown` looks for; rejects if none does for half a minute. */
  probe.awaitFrame = (isShown) =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`Not seen for half a minute: ${isShown}`)), 30_000);
      const look = () => {
        if (!isShown()) return false;
        // The frame after this one begins once this one is on screen.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
        return true;
      };
      if (look()) return;
      const observer = new MutationObserver(() => look() && observer.disconnect());
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });

  probe.log = () => document.querySelector('[role="log"]')?.textContent ?? '';
})();
