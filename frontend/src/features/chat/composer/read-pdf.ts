import { getDocument, PasswordException, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
// Vite answers its address; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker&url';
import { UnreadableFile } from './unreadable-file.ts';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Our policy asks for trusted addresses of scripts; this one was built with the page. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return (
    trustedTypes?.createPolicy('pdf-worker', { createScriptURL: () => workerUrl }).createScriptURL('') ?? workerUrl
  );
}

let reader: PDFWorker | undefined;
const worker = (): PDFWorker =>
  (reader ??= PDFWorker.create({ port: new Worker(workerAddress(), { type: 'module' }) as never, verbosity: 0 }));

/** The words of a PDF, page by page; rejects with UnreadableFile if it has none that can be read. */
export async function textOfPdf(data: ArrayBuffer): Promise<string> {
  const loading = getDocument({
    data,
    worker: worker(),
    useWorkerFetch: false,
    useWasm: false,
    disableFontFace: true,
    verbosity: 0,
  });
  try {
    const text = await textOf(await loading.promise.catch(refused));
    if (text.trim() !== '') return text;
    throw new UnreadableFile('This PDF holds pictures of its pages only, no text. Attach the pages as images.');
  } finally {
    void loading.destroy();
  }
}

function refused(error: unknown): never {
  if (error instanceof PasswordException)
    throw new UnreadableFile('This PDF is protected by a password. Save it without one, then attach it.');
  throw new UnreadableFile('This PDF is damaged and cannot be read.', { cause: error });
}

async function textOf(pdf: PDFDocumentProxy): Promise<string> {
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    page.cleanup();
  }
  return pages.join('\n\n');
}
