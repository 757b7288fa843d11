import { compactSession, getSession } from '@lisa/contracts/api/sessions.routes';
import { call } from '../../../platform/api.ts';
import { Refusal } from '../../../platform/refusal.ts';

/** A summary may take two minutes; the gateway waits half a minute, and the server goes on. */
const looks = 24;
const betweenLooksMs = 5000;

async function summaryPlace(sessionId: string): Promise<number | null> {
  const session = await call(getSession, { params: { sessionId } });
  return 'statusCode' in session ? null : session.compactionMessageIndex;
}

/** Adds a summary to a stored conversation; rejects with the server's words if there is none in the end. */
export async function compactStored(sessionId: string, modelId: string): Promise<void> {
  const before = await summaryPlace(sessionId);
  try {
    await call(compactSession, { params: { sessionId }, body: { modelId } });
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 504 || !(await hasNew(sessionId, before))) throw error;
  }
}

async function hasNew(sessionId: string, before: number | null): Promise<boolean> {
  for (let look = 0; look < looks; look++) {
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
    if ((await summaryPlace(sessionId)) !== before) return true;
  }
  return false;
}
