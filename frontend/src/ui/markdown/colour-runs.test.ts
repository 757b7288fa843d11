import { describe, expect, it } from '@jest/globals';
import { colourRuns } from './colour-runs.ts';

describe('colouring code', () => {
  it('names the colour of each piece, the innermost where they are nested', () => {
    expect(colourRuns('TS', 'let a = `b${1}`;')).toEqual([
      ['hljs-keyword', 'let'],
      ['', ' a = '],
      ['hljs-string', '`b'],
      ['hljs-subst', '${'],
      ['hljs-number', '1'],
      ['hljs-subst', '}'],
      ['hljs-string', '`'],
      ['', ';'],
    ]);
  });

  it('loses nothing', () => {
    const code = '<p class="a">\n  <b>x &amp; y</b> <!-- z -->\n</p>\n';

    expect(
      colourRuns('html', code)
        ?.map(([, text]) => text)
        .join(''),
    ).toBe(code);
  });

  it('leaves a language nobody knows alone', () => {
    expect(colourRuns('klingon', 'Qapla')).toBeUndefined();
  });
});
