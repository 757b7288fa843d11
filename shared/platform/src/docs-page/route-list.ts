import { isDataPlane } from '@lisa/contracts/api/define-route';
import type { AnyRoute } from '@lisa/contracts/api/define-route';
import { problems } from '@lisa/contracts/api/problems';
import { wordsOf } from '@lisa/contracts/docs/refusals';
import { html, type Html } from './html.ts';
import { callByCurl, replyOf, type Place } from './snippets.ts';

const admitted = { public: 'open', user: 'signed in', admin: 'administrators' } as const;

const isAlias = (route: AnyRoute): boolean => isDataPlane(route) && route.sameAs !== undefined;
const aliasesOf = ({ path }: AnyRoute, its: readonly AnyRoute[]): AnyRoute[] =>
  its.filter((other) => isDataPlane(other) && other.sameAs === path);

/** A path that breaks between its segments, if it must. */
const breakable = (path: string): readonly Html[] => path.split(/(?=\/)/).map((segment) => html`${segment}<wbr />`);

function refusals(route: AnyRoute): Html {
  const own = isDataPlane(route) ? [] : route.problems;
  if (own.length === 0) return html``;
  const items = own.map((code) => html`<li><code>${problems[code].status} ${code}</code> ${wordsOf(code)}</li>`);
  return html`<h4>Refuses with</h4>
    <ul class="plain">
      ${items}
    </ul>`;
}

function entry(route: AnyRoute, its: readonly AnyRoute[], place: Place): Html {
  const { id, method, path, access, summary } = route;
  const reply = replyOf(route);
  const aliases = aliasesOf(route, its).map((alias) => html` <code>${alias.path}</code>`);
  const streams = isDataPlane(route) && route.streams !== undefined;
  return html`<details id="${id}">
    <summary>
      <span class="method ${method.toLowerCase()}">${method}</span>
      <code class="path">${breakable(path)}</code>
      <span class="what">${summary}</span>
      <span class="access">${admitted[access]}</span>
    </summary>
    <div class="more">
      ${aliases.length > 0 && html`<p>Also at${aliases}.</p>`}
      ${streams && html`<p>With <code>"stream": true</code> it answers in server-sent events.</p>`}
      <h4>Call</h4>
      <pre tabindex="0">${callByCurl(route, place)}</pre>
      ${
        reply !== undefined &&
        html`<h4>Answer</h4>
          <pre tabindex="0">${reply}</pre>`
      }
      ${refusals(route)}
    </div>
  </details>`;
}

/** Every route of one owner; a second name of a route is told with the first. */
export const routeList = (its: readonly AnyRoute[], place: Place): Html =>
  html`<div class="routes">${its.filter((route) => !isAlias(route)).map((route) => entry(route, its, place))}</div>`;
