import type { LisaModel } from '@lisa/contracts/api/models.routes';

type Failed = Pick<LisaModel, 'status' | 'failureReason'>;

/** Signs in a reason's own words, and what to do about each. */
const remedies: readonly (readonly [sign: RegExp, remedy: string])[] = [
  [/weights missing/i, 'Copy the weights into that folder of the models bucket.'],
  [
    /CannotPullContainer|manifest unknown|pull access denied/i,
    'Check the name of the image, and that the account may pull it.',
  ],
  [
    /InsufficientInstanceCapacity|no .*capacity/i,
    'AWS has none of these instances free: choose another type, or try later.',
  ],
  [/VcpuLimitExceeded|quota|LimitExceeded/i, 'Ask AWS for a higher quota of these instances, or choose another type.'],
  [
    /out ?of ?memory|OOM|exit(ed)? (with )?(code )?137/i,
    'It did not fit: choose an instance with more GPU memory, or a shorter context.',
  ],
  [/health check|unhealthy|did not answer/i, 'Look at the log of its container, or give it more time to load.'],
];

const whatIsPossible: Partial<Readonly<Record<LisaModel['status'], string>>> = {
  Failed: 'Then add one like it, and delete this one.',
  Stopped: 'Then start it again.',
  InService: 'It runs on as it was before the change.',
};

/** The next step after a failure: what to put right, and what the model's status lets one do then. */
export function adviceFor({ status, failureReason }: Failed): string | undefined {
  const possible = whatIsPossible[status];
  if (!failureReason || !possible) return undefined;
  const remedy = remedies.find(([sign]) => sign.test(failureReason))?.[1];
  if (status === 'InService') return [possible, remedy].filter(Boolean).join(' ');
  return `${remedy ?? 'Put right what is named here.'} ${possible}`;
}
