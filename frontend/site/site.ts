import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { answerSite, type Site } from './answer.ts';
import { siteSettings } from './composition.ts';
import { siteFiles } from './files.ts';
import { siteHeaders } from './headers.ts';
import { siteEnv } from './site-env.ts';

const settings = siteSettings();
const env = siteEnv(settings);
const site: Site = {
  files: siteFiles(join(import.meta.dirname, '../dist'), new URL(settings.publicUrl).pathname.replace(/\/$/, '')),
  headers: siteHeaders(env),
  env,
  apiPrefixes: settings.apiPrefixes,
};

/** Everything that API Gateway sends nowhere else. */
export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => answerSite(site, event);
