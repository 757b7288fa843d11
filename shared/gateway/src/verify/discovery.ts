import type { FetchJson } from './fetch-json.ts';
import { isSafeToFetch } from './settings.ts';
import type { IssuerSettings } from './settings.ts';
import { isJsonObject } from './strict-json.ts';

const WELL_KNOWN = '/.well-known/openid-configuration';

/** Says where the issuer's keys are, each time anew; the last known address while discovery cannot be reached. */
export function createDiscovery(settings: IssuerSettings, fetchJson: FetchJson): () => Promise<string> {
  const { issuer, jwksUri, discoveryUrl = issuer.replace(/\/$/, '') + WELL_KNOWN } = settings;
  if (jwksUri) return async () => jwksUri;
  if (!isSafeToFetch(discoveryUrl)) throw new Error(`${discoveryUrl} is neither https:// nor a loopback address`);

  let lastKnown: string | undefined;
  return async () => {
    const document = await fetchJson(discoveryUrl).catch((error: unknown) => {
      if (lastKnown === undefined) throw error;
      return undefined;
    });
    lastKnown = document === undefined ? lastKnown : keysAddress(document, issuer, discoveryUrl);
    return lastKnown as string;
  };
}

function keysAddress(document: unknown, issuer: string, discoveryUrl: string): string {
  const { issuer: found, jwks_uri: address } = isJsonObject(document) ? document : {};
  if (found !== issuer) {
    throw new Error(
      `${discoveryUrl} speaks for issuer ${JSON.stringify(found)}, the settings say ${JSON.stringify(issuer)}`,
    );
  }
  if (typeof address !== 'string' || !isSafeToFetch(address)) {
    throw new Error(`The jwks_uri of ${discoveryUrl} is neither https:// nor a loopback address`);
  }
  return address;
}
