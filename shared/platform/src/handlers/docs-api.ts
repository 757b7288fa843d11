import { createHash } from 'node:crypto';
import * as routes from '@lisa/contracts/api/platform.routes';
import { asyncApiDocument, openApiDocument } from '@lisa/contracts/docs/documents';
import { api } from '@lisa/kit/http/api';
import { docsPage } from '../docs-page/page.ts';
import type { Place } from '../docs-page/snippets.ts';
import { style } from '../docs-page/style.ts';

const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export interface DocsSettings extends Place {
  readonly corsOrigins: readonly string[];
}

/** Answers with the public documents: a page for people, OpenAPI and AsyncAPI for machines. All are computed here, once. */
export function docsApi({ publicUrl, stage, corsOrigins }: DocsSettings) {
  const page = docsPage({ publicUrl, stage }, style);
  const openApi = openApiDocument(publicUrl) as { openapi: string };
  const asyncApi = asyncApiDocument() as { asyncapi: string };
  const { readDocs, getOpenApi, getAsyncApi } = routes;
  return api(
    { readDocs, getOpenApi, getAsyncApi },
    { readDocs: async () => page, getOpenApi: async () => openApi, getAsyncApi: async () => asyncApi },
    {
      // Nobody has a role here: all routes are public.
      roles: { adminGroup: '', userGroup: '', apiGroup: '', ragAdminGroup: '' },
      corsOrigins,
      headers: { 'Content-Security-Policy': policy },
    },
  );
}
