import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';

/** The scope that the platform itself obeys. */
export const globalScope = 'global';

/** What is in effect before anybody saved: version 0. It is never stored, so a new release may bring new defaults. */
export const defaultsOf = (configScope: string): ConfigurationVersion => ({
  versionId: 0,
  configScope,
  configuration: Configuration.parse({}),
  changedBy: 'System',
  changeReason: 'Defaults of this deployment',
  createdAt: '0',
  created_at: '0',
});
