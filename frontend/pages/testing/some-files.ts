/** A picture of one pixel, as PNG. */
export const aPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const objects = (...bodies: string[]): string => bodies.map((body, at) => `${at + 1} 0 obj${body}endobj\n`).join('');

const file = (body: string, trailer: string): Buffer =>
  Buffer.from(`%PDF-1.4\n${body}trailer<</Root 1 0 R${trailer}>>\n%%EOF`);

/** A PDF of one page that says this; of nothing at all if it is empty. */
export function aPdf(words: string): Buffer {
  const drawn = words === '' ? '' : `BT /F1 12 Tf 72 720 Td (${words}) Tj ET`;
  const body = objects(
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${drawn.length}>>stream\n${drawn}\nendstream `,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  );
  return file(body, '');
}

/** A PDF that opens with a password only. */
export const aProtectedPdf = file(
  objects(
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[]/Count 0>>',
    `<</Filter/Standard/V 1/R 2/O(${'a'.repeat(32)})/U(${'b'.repeat(32)})/P -44>>`,
  ),
  '/Encrypt 3 0 R/ID[(x)(x)]',
);
