import { createTokenVerifier, IssuerSettings } from '@lisa/gateway/verify';
import { Roles } from '@lisa/contracts/vocabulary/roles';
import { env } from '@lisa/kit/env';
import { jsonSetting } from '@lisa/kit/json-setting';
import { logger } from '@lisa/kit/logger';
import * as z from 'zod';
import type { Ports } from './use-cases/authorize.ts';

const Settings = z.object({ OIDC_SETTINGS: jsonSetting(IssuerSettings), AUTH_ROLES: jsonSetting(Roles) });
const settings = env(process.env, Settings);

const staleKeys = (error: unknown) => logger.warn("The issuer's keys were not refreshed", error as Error);
const verifier = createTokenVerifier(settings.OIDC_SETTINGS, { onRefreshFailed: staleKeys });

// Started, not awaited: an issuer that is slow or down must not fail the cold start. The first token joins this download.
verifier.hydrate().catch(staleKeys);

/** What the authorizer works with. */
export const ports: Ports = { verifier, roles: settings.AUTH_ROLES };
