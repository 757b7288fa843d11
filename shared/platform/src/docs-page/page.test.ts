import { describe, expect, it } from '@jest/globals';
import { isDataPlane } from '@lisa/contracts/api/define-route';
import { allEvents, allRoutes } from '@lisa/contracts/docs/contents';
import { docsPage } from './page.ts';
import { style } from './style.ts';

const publicUrl = 'https://lisa.example.com/dev';
const page = docsPage({ publicUrl, stage: 'dev' }, style);
const all = (pattern: RegExp): string[] => [...page.matchAll(pattern)].map(([, found = '']) => found);

describe('reading the page', () => {
  it('shows every route once, whatever names it has, and every event', () => {
    const routes = Object.values(allRoutes).flat();
    const events = Object.values(allEvents).flat();
    const aliases = routes.filter((route) => isDataPlane(route) && route.sameAs);

    expect(all(/<details id="(\w+)"/g)).toHaveLength(routes.length - aliases.length);
    for (const { path } of routes) expect(page.replaceAll('<wbr />', '')).toContain(`${path}</code>`);
    for (const { name } of events) expect(page).toContain(`<code>${name}</code>`);
  });

  it('leads every link to a place on it or at this platform', () => {
    const ids = all(/ id="([^"]+)"/g);
    const links = all(/<a [^>]*href="([^"]+)"/g);

    expect(new Set(ids).size).toBe(ids.length);
    for (const link of links.filter((one) => one.startsWith('#'))) expect(ids).toContain(link.slice(1));
    expect(links.filter((one) => !one.startsWith('#'))).toEqual([
      `${publicUrl}/openapi.json`,
      `${publicUrl}/asyncapi.json`,
    ]);
  });

  it('has nothing that its policy forbids', () => {
    expect(page).not.toMatch(/<script|<iframe|<img|@import| style="| on\w+="|javascript:/i);
    expect(all(/<style>/g)).toHaveLength(1);
  });

  it('writes calls that can be pasted', () => {
    expect(page).toContain(`curl -X DELETE ${publicUrl}/models/demo \\\n  -H &quot;Authorization: Bearer $TOKEN&quot;`);
    expect(page).toContain(`base_url=&quot;${publicUrl}/v1&quot;`);
    expect(page).toContain('/lisa/dev/auth/user-pool/client-id');
  });

  it('escapes what it is given', () => {
    const hostile = docsPage({ publicUrl: 'https://x/"><script>alert(1)</script>', stage: '<b>&' }, style);

    expect(hostile).not.toContain('<script>');
    expect(hostile).toContain('lisa-&lt;b&gt;&amp;');
  });
});
