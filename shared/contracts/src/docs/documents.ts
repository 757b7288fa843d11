import { asyncApi, type Subscriptions } from './async-api.ts';
import { about, allEvents, allRoutes, namedSchemas, owners } from './contents.ts';
import type { Json } from './json-schema.ts';
import { openApi } from './open-api.ts';

const settings = { ...about, owners, names: namedSchemas };

/** OpenAPI of all routes, for a platform at `serverUrl`. */
export const openApiDocument = (serverUrl: string): Json => openApi(allRoutes, { ...settings, serverUrl });

/** AsyncAPI of all events; who listens is told as far as it is known here. */
export const asyncApiDocument = (subscriptions: Subscriptions = {}): Json =>
  asyncApi(allEvents, subscriptions, settings);
