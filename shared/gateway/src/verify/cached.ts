import { hash } from 'node:crypto';
import type { Principal } from './principal.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** How much a verdict cache may hold, and for how long a verdict outlives a withdrawal (at most 60 s). */
export interface VerdictCacheLimits {
  readonly maxEntries: number;
  readonly maxSeconds: number;
}

interface Verdict {
  readonly principal: Principal;
  readonly untilMs: number;
}

/** Remembers accepted tokens by their SHA-256, least recently used out first. Rejections are judged anew each time. */
export function cachedVerifier(
  verifier: TokenVerifier,
  { maxEntries, maxSeconds }: VerdictCacheLimits,
  now: () => number = Date.now,
): TokenVerifier {
  const verdicts = new Map<string, Verdict>();

  const remember = (key: string, verdict: Verdict): Principal => {
    verdicts.delete(key);
    verdicts.set(key, verdict);
    const [oldest] = verdicts.keys();
    if (verdicts.size > maxEntries && oldest !== undefined) verdicts.delete(oldest);
    return verdict.principal;
  };

  return {
    hydrate: () => verifier.hydrate(),
    async verify(token) {
      const key = hash('sha256', token, 'base64');
      const known = verdicts.get(key);
      if (known && now() < known.untilMs) return remember(key, known);

      verdicts.delete(key);
      const principal = await verifier.verify(token);
      const untilMs = Math.min(principal.expiresAt * 1000, now() + maxSeconds * 1000);
      return remember(key, { principal, untilMs });
    },
  };
}
