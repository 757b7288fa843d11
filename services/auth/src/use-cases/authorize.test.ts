import { describe, expect, it } from '@jest/globals';
import { KeysUnavailable, TokenRejected } from '@lisa/gateway/verify';
import { aPrincipal, verifierKnowing } from '../../test/fakes.ts';
import { authorize } from './authorize.ts';

const methodArn = 'arn:aws:execute-api:us-east-1:123456789012:abc123/dev/GET/models/m1';
const roles = { adminGroup: 'admin', userGroup: 'staff', ragAdminGroup: '' };
const verifier = verifierKnowing({
  staff: aPrincipal({ groups: ['staff'] }),
  stranger: aPrincipal({ groups: ['other'] }),
  broken: new TokenRejected('signature'),
  outage: new KeysUnavailable('The keys are out of reach'),
});
const deciding = (credential: string | undefined, arn = methodArn) =>
  authorize({ credential, methodArn: arn }, { verifier, roles });

describe('authorizing a request', () => {
  it('allows exactly this request to an admitted user', async () => {
    await expect(deciding('staff')).resolves.toEqual({
      effect: 'Allow',
      principal: aPrincipal({ groups: ['staff'] }),
      methodArn,
    });
  });

  it('denies a verified user who is not admitted', async () => {
    await expect(deciding('stranger')).resolves.toMatchObject({ effect: 'Deny', methodArn });
  });

  for (const path of ['*', 'models/*', 'models/m?']) {
    it(`denies a path that a policy would read as many: ${path}`, async () => {
      const arn = `arn:aws:execute-api:us-east-1:123456789012:abc123/dev/GET/${path}`;

      await expect(deciding('staff', arn)).resolves.toMatchObject({ effect: 'Deny' });
    });
  }

  it('knows nobody without a credential', async () => {
    await expect(deciding(undefined)).rejects.toMatchObject({ message: 'Unauthorized', reason: 'absent' });
  });

  it('knows nobody by a credential that is rejected, and keeps the reason for the log', async () => {
    await expect(deciding('broken')).rejects.toMatchObject({ message: 'Unauthorized', reason: 'signature' });
  });

  it('gives no verdict while the keys are out of reach', async () => {
    await expect(deciding('outage')).rejects.toThrow(KeysUnavailable);
  });
});
