import type { Mode } from './alterations.ts';

interface Regression {
  readonly seed: number;
  readonly mode: Mode;
  readonly was: string;
}

/** Seeds that once ended badly, and why; they run for ever. A change of what a seed means (requests, faults) wants new ones beside them. */
export const regressions: readonly Regression[] = [
  {
    seed: 529,
    mode: 'everything',
    was: 'what the deploy step had read of a stack was a moment old; it waited for a fact that never came, and no sweep ended that',
  },
  { seed: 826, mode: 'everything', was: 'the same, found without the other' },
  { seed: 13, mode: 'events', was: 'a fact came before CloudFormation told the same, and was not tried again' },
  {
    seed: 56_378,
    mode: 'events',
    was: 'a deploy step read a description older than a fact that came before it, and waited for that fact',
  },
  {
    seed: 149_417,
    mode: 'everything',
    was: 'a create stood still while its name was given to another one and freed; routers took it for the older one',
  },
  { seed: 69_778, mode: 'events', was: 'the same, of a step that was tried again' },
  {
    seed: 263_936,
    mode: 'events',
    was: 'a fact was answered to the token that a step had just replaced',
  },
  {
    seed: 309_369,
    mode: 'events',
    was: 'a step saw the stack at rest, looked once more, was shown what had been before, and waited',
  },
];
