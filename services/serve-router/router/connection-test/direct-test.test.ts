import { describe, expect, it } from '@jest/globals';
import { scriptedUpstream } from '@lisa/gateway/scripted-upstream';
import { Pool } from 'undici';
import { testDirect } from './direct-test.ts';

describe('testing an address that is silent', () => {
  it('ends when patience does, and hangs up', async () => {
    const upstream = await scriptedUpstream(() => undefined);
    const dispatcher = new Pool(upstream.origin);
    const signal = AbortSignal.timeout(50);

    const result = await testDirect(
      { base: new URL(upstream.origin), apiKey: undefined, dispatcher, signal },
      { model: 'm', modelType: 'textgen', streaming: true },
    );

    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('did not answer within 10 s') });
    await dispatcher.destroy();
    await upstream.close();
  });
});
