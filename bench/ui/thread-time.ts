import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds that the thread itself worked, whatever else the machine did. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds of the main thread of a page. */
export interface ThreadTime {
  readonly longestTask: number;
  readonly total: number;
}

/** What the main thread of a page works while something happens. */
export async function threadTime(browser: Browser, page: Page, happen: () => Promise<void>): Promise<ThreadTime> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await happen();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return busiest(traceEvents);
}

const isMainThread = ({ name, args }: TraceEvent): boolean => name === 'thread_name' && args.name === 'CrRendererMain';
const isTask = ({ name, ph }: TraceEvent): boolean => name === 'RunTask' && ph === 'X';

function busiest(events: readonly TraceEvent[]): ThreadTime {
  const threads = new Map<string, number[]>();
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  for (const event of events.filter(isMainThread)) threads.set(threadOf(event), []);
  for (const event of events.filter(isTask)) threads.get(threadOf(event))?.push((event.tdur ?? 0) / 1000);
  const times = [...threads.values()].map((tasks) => ({
    longestTask: Math.max(0, ...tasks),
    total: tasks.reduce((sum, task) => sum + task, 0),
  }));
  // Other pages of the same browser idle.
  return times.toSorted((a, b) => b.total - a.total)[0] ?? { longestTask: Number.NaN, total: Number.NaN };
}
