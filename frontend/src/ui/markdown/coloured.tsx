import { memo } from 'react';
import type { ColourRun } from './colour-runs.ts';

/** Few enough to be drawn at a stretch, so that a page with long code stays alive while its colours come. */
const atOnce = 200;

/** Code in colours. */
export const Coloured = ({ runs }: { readonly runs: readonly ColourRun[] }) =>
  Array.from({ length: Math.ceil(runs.length / atOnce) }, (_, index) => (
    <Stretch key={index} runs={runs} from={index * atOnce} />
  ));

const Stretch = memo(function Stretch({ runs, from }: { readonly runs: readonly ColourRun[]; readonly from: number }) {
  return runs.slice(from, from + atOnce).map(([className, text], index) =>
    className === '' ? (
      text
    ) : (
      <span key={index} className={className}>
        {text}
      </span>
    ),
  );
});
