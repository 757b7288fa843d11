import { describe, expect, it } from '@jest/globals';
import { ConfigurationChanged } from '@lisa/contracts/events/sessions.events';
import { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { fact } from '@lisa/kit/events/fact';
import { inMemoryPorts } from '../../test/fakes.ts';
import { listConfiguration, putConfiguration } from './configuration.ts';
import { republish } from './sweep.ts';

const administrator = { username: 'jo', groups: [], isAdmin: true };
const configuration = Configuration.parse({ enabledComponents: { encryptSession: true } });
const saved = (versionId: number, fields: object = {}) => ({
  versionId,
  configScope: 'global',
  configuration,
  ...fields,
});

describe('reading the configuration', () => {
  it('answers the defaults before anybody saved', async () => {
    const [defaults, ...others] = await listConfiguration('global', inMemoryPorts());

    expect(others).toEqual([]);
    expect(defaults).toMatchObject({ versionId: 0, configScope: 'global', changedBy: 'System' });
    expect(defaults?.configuration).toMatchObject({
      enabledComponents: { modelLibrary: true, encryptSession: false, deleteSessionHistory: true },
      systemBanner: { isEnabled: false, text: '', textColor: '#000000', backgroundColor: '#ffffff' },
      maxProjectsPerUser: 50,
    });
  });
});

describe('saving the configuration', () => {
  it('makes it the newest, and says so in the same write', async () => {
    const ports = inMemoryPorts();

    await putConfiguration('global', saved(1, { changeReason: 'why' }), administrator, ports);

    const [newest, defaults] = await listConfiguration('global', ports);
    const epoch = '1795269600';
    expect(newest).toEqual({ ...saved(1), changedBy: 'jo', changeReason: 'why', createdAt: epoch, created_at: epoch });
    expect(defaults?.versionId).toBe(0);
    expect(ports.facts).toEqual([fact(ConfigurationChanged, saved(1))]);
  });

  it.each([0, 1])('refuses version %i when it is taken', async (versionId) => {
    const ports = inMemoryPorts();
    await putConfiguration('global', saved(1), administrator, ports);

    const refused = putConfiguration('global', saved(versionId), administrator, ports);

    await expect(refused).rejects.toMatchObject({ code: 'ConfigurationExists', status: 409 });
    expect(ports.facts).toHaveLength(1);
  });

  it('refuses another scope than the one in the path', async () => {
    const refused = putConfiguration('global', saved(1, { configScope: 'x' }), administrator, inMemoryPorts());

    await expect(refused).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  it('needs words for what it shows', () => {
    const shown = { systemBanner: { isEnabled: true, text: ' ' }, announcement: { isEnabled: true } };

    expect(Configuration.safeParse(shown).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'systemBanner.text',
      'announcement.message',
    ]);
  });
});

describe('publishing the configuration again', () => {
  it('says what is in effect, and nothing before anybody saved', async () => {
    const ports = inMemoryPorts();
    expect(await republish(ports)).toEqual({ published: 0 });
    await putConfiguration('global', saved(1), administrator, ports);
    await putConfiguration('global', saved(4), administrator, ports);

    expect(await republish(ports)).toEqual({ published: 1 });

    expect(ports.facts.at(-1)).toEqual(fact(ConfigurationChanged, saved(4)));
  });
});
