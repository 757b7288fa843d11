import { expect, jest } from '@jest/globals';

const { testPath } = expect.getState();

// A shared machine may stall a process for seconds, and two cores may have other work. To wait longer for the same is no other promise.
jest.setTimeout(300_000);

// What fails twice is broken; `npm test` names what needed two tries. Page tests need none: they wait as long as a stalled browser takes.
if (!testPath?.includes('/frontend/pages/')) jest.retryTimes(1, { logErrorsBeforeRetry: true });
