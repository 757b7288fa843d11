/** A clock that stands until it is moved. */
export interface ManualClock {
  now(): number;
  advance(seconds: number): void;
}

export function manualClock(start = Date.UTC(2026, 10, 21, 14)): ManualClock {
  let time = start;
  return { now: () => time, advance: (seconds) => void (time += seconds * 1000) };
}
