import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { followVersions } from './versions.ts';
import type { FollowedVersions, Following } from './versions.ts';

const running: Following[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((following) => following.stop()));
});

/** A source whose parts a test may replace, and what was done with it. */
class FakeVersions implements FollowedVersions {
  newest = 1;
  isLost = false;
  readonly applied: number[] = [];
  readonly renewed: number[] = [];
  readonly errors: unknown[] = [];
  failing: 'latest' | 'apply' | 'renew' | undefined;
  applyMs = 0;
  atOnce = 0;
  mostAtOnce = 0;

  latest(): Promise<number> {
    return this.#unlessFailing('latest', () => this.newest);
  }

  async apply(version: number): Promise<void> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await pause(this.applyMs);
    this.atOnce -= 1;
    await this.#unlessFailing('apply', () => this.applied.push(version));
  }

  lost(): Promise<boolean> {
    return Promise.resolve(this.isLost);
  }

  async renew(version: number): Promise<void> {
    await this.#unlessFailing('renew', () => this.renewed.push(version));
  }

  #unlessFailing<T>(step: 'latest' | 'apply' | 'renew', act: () => T): Promise<T> {
    return this.failing === step ? Promise.reject(new Error(`${step} failed`)) : Promise.resolve(act());
  }
}

function follow(source: FakeVersions, renewEveryMs = 60_000): Following {
  const onError = (error: unknown) => void source.errors.push(error);
  const following = followVersions(source, { intervalMs: 10, renewEveryMs, maxPauseMs: 40, onError });
  running.push(following);
  return following;
}

const eventually = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !holds(); i += 1) await pause(5);
  expect(holds()).toBe(true);
};

describe('following versions', () => {
  it('applies each newer one once and records what is served', async () => {
    const source = new FakeVersions();
    const following = follow(source);
    await eventually(() => source.renewed.length === 1);

    source.newest = 5;
    await eventually(() => source.renewed.length === 2);
    await pause(50);

    expect(source.applied).toEqual([1, 5]);
    expect(source.renewed).toEqual([1, 5]);
    expect(following.served).toBe(5);
  });

  it('renews the lease though nothing changes', async () => {
    const source = new FakeVersions();
    follow(source, 30);

    await eventually(() => source.renewed.length >= 3);

    expect(source.applied).toEqual([1]);
  });

  it('never runs two rounds at a time, however slow one is', async () => {
    const source = new FakeVersions();
    source.applyMs = 60;
    follow(source);

    for (source.newest = 2; source.newest < 12; source.newest += 1) await pause(15);
    await eventually(() => source.applied.at(-1) === 12);

    expect(source.mostAtOnce).toBe(1);
  });

  it('does not record a version that could not be applied, keeps the lease of the one before, and tries again', async () => {
    const source = new FakeVersions();
    const following = follow(source, 20);
    await eventually(() => source.renewed.length > 0);

    source.failing = 'apply';
    source.newest = 2;
    await eventually(() => source.errors.length > 2);
    const renewedWhileFailing = source.renewed.slice();
    source.failing = undefined;
    await eventually(() => following.served === 2);

    expect(new Set(renewedWhileFailing)).toEqual(new Set([1]));
    expect(renewedWhileFailing.length).toBeGreaterThan(1);
  });

  it.each(['latest', 'renew'] as const)('survives when %s fails, with longer pauses', async (step) => {
    const source = new FakeVersions();
    source.failing = step;
    const following = follow(source);
    await pause(200);
    const errors = source.errors.length;

    source.failing = undefined;
    await eventually(() => source.renewed.length === 1);

    expect(errors).toBeGreaterThan(2);
    expect(errors).toBeLessThan(12);
    expect(following.served).toBe(1);
  });

  it('applies the same version again when it was lost', async () => {
    const source = new FakeVersions();
    follow(source);
    await eventually(() => source.applied.length === 1);

    source.isLost = true;
    await eventually(() => source.applied.length > 1);

    expect(new Set(source.applied)).toEqual(new Set([1]));
  });

  it('goes on trying what was lost, also when it is noticed only once', async () => {
    const source = new FakeVersions();
    follow(source);
    await eventually(() => source.applied.length === 1);

    source.failing = 'apply';
    source.isLost = true;
    await eventually(() => source.errors.length === 1);
    source.isLost = false;
    source.failing = undefined;

    await eventually(() => source.applied.length === 2);
    expect(source.applied).toEqual([1, 1]);
  });

  it('follows a table that was made anew and counts from the beginning', async () => {
    const source = new FakeVersions();
    source.newest = 40;
    const following = follow(source);
    await eventually(() => following.served === 40);

    source.newest = 1;

    await eventually(() => following.served === 1);
    expect(source.applied).toEqual([40, 1]);
  });

  it('does nothing any more once stopped', async () => {
    const source = new FakeVersions();
    source.applyMs = 30;
    const following = follow(source, 0);
    await pause(5);

    await following.stop();
    const after = [source.applied.length, source.renewed.length];
    await pause(60);

    expect([source.applied.length, source.renewed.length]).toEqual(after);
    expect(source.renewed).toEqual([]);
  });
});
