import { jest } from '@jest/globals';

// A shared machine may stall a browser or a process for seconds. What fails twice is broken; `npm test` names what needed two tries.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
