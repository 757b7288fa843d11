import { Failure } from '@lisa/kit/failure';
import { largestSetting, sizeOf } from '../domain/message.ts';

/** Refuses what no row can hold, before anything is written. */
export function ensureFits(field: string, value: object): void {
  if (sizeOf(value) > largestSetting)
    throw new Failure('InvalidRequest', { message: `${field}: is larger than ${largestSetting} bytes` });
}
