import { docsSettings } from '../composition.ts';
import { docsApi } from './docs-api.ts';

/** The public documents: they change with a deployment only. */
export const handler = docsApi(docsSettings());
