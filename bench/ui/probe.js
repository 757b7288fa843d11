// Injected into every page before its own scripts, as it is: what the page goes through, by its own clock.
(() => {
  const nothing = () => ({ longest: 0, widestGap: 0, shift: 0, burst: 0, burstBegan: -Infinity, shiftedAt: -Infinity });
  const probe = nothing();
  window.probe = probe;

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.longest = Math.max(probe.longest, duration);
  }).observe({ type: 'longtask', buffered: true });

  // The worst burst of shifts, as browsers define it: at most a second between two of them and five seconds in all.
  new PerformanceObserver((list) => {
    for (const { value, startTime, hadRecentInput } of list.getEntries()) {
      if (hadRecentInput) continue;
      const isNew = startTime - probe.shiftedAt > 1000 || startTime - probe.burstBegan > 5000;
      if (isNew) Object.assign(probe, { burst: 0, burstBegan: startTime });
      probe.shiftedAt = startTime;
      probe.burst += value;
      probe.shift = Math.max(probe.shift, probe.burst);
    }
  }).observe({ type: 'layout-shift', buffered: true });

  let last = 0;
  const frame = (now) => {
    if (last) probe.widestGap = Math.max(probe.widestGap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  probe.reset = () => Object.assign(probe, nothing());

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
