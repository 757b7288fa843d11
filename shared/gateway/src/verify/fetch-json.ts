/** Reads a small JSON document. Throws an Error that names the address. */
export type FetchJson = (url: string) => Promise<unknown>;

const TIMEOUT_MS = 3_000;
const MAX_BYTES = 256 * 1024;

/** The issuer's documents over the network: at most 3 s and 256 KB, no redirect to somewhere nobody configured. */
export const fetchJson: FetchJson = async (url) => {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return JSON.parse(await readAtMost(MAX_BYTES, response));
  } catch (cause) {
    throw new Error(`Cannot read ${url}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

async function readAtMost(limit: number, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new Error(`the answer is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
