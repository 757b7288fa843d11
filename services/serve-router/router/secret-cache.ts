import type { Secrets } from './ports.ts';

/** A credential of a model, or why there is none. */
export type Credential = { readonly value: string | undefined } | { readonly closed: string };

const retryAfterMs = 5_000;

/** Keeps read secrets in memory by ARN; one that could not be read is tried again after a while. */
export class SecretCache {
  readonly #secrets: Secrets;
  readonly #now: () => number;
  readonly #values = new Map<string, string>();
  readonly #failures = new Map<string, { reason: string; retryAt: number }>();

  constructor(secrets: Secrets, now: () => number = () => performance.now()) {
    this.#secrets = secrets;
    this.#now = now;
  }

  /** Reads what is new among `arns` and forgets every other secret. */
  async keep(arns: ReadonlySet<string>): Promise<void> {
    for (const arn of [...this.#values.keys(), ...this.#failures.keys()]) if (!arns.has(arn)) this.forget(arn);
    await Promise.all([...arns].filter((arn) => !this.#values.has(arn)).map((arn) => this.#read(arn)));
  }

  /** The credential of a model; no ARN means it needs none. */
  of(arn: string | undefined): Credential {
    if (arn === undefined) return { value: undefined };
    const value = this.#values.get(arn);
    if (value !== undefined) return { value };
    return { closed: this.#failures.get(arn)?.reason ?? 'Its credential was not read yet.' };
  }

  /** Whether a secret that could not be read is due again. */
  get due(): boolean {
    return [...this.#failures.values()].some(({ retryAt }) => retryAt <= this.#now());
  }

  forget(arn: string): void {
    this.#values.delete(arn);
    this.#failures.delete(arn);
  }

  async #read(arn: string): Promise<void> {
    try {
      this.#values.set(arn, await this.#secrets.read(arn));
      this.#failures.delete(arn);
    } catch (error) {
      const reason = `Its credential could not be read (${(error as Error).name}).`;
      this.#failures.set(arn, { reason, retryAt: this.#now() + retryAfterMs });
    }
  }
}
