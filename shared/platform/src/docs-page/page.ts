import { problems, type ProblemCode } from '@lisa/contracts/api/problems';
import { about, allEvents, allRoutes, owners } from '@lisa/contracts/docs/contents';
import { wordsOf } from '@lisa/contracts/docs/refusals';
import { Html, html } from './html.ts';
import { routeList } from './route-list.ts';
import { listModels, signIn, streamByCurl, streamByPython, streamByTypeScript, type Place } from './snippets.ts';

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%232f6d62'/%3E%3Cpath d='M11 8v16h11' fill='none' stroke='white' stroke-width='4' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="8" />
  <path d="M11 8v16h11" />
</svg>`;

const code = (name: string, text: string): Html =>
  html`<figure>
    <figcaption>${name}</figcaption>
    <pre tabindex="0">${text}</pre>
  </figure>`;

const pair = (name: string, text: string): Html =>
  html`<div>
    <dt><code>${name}</code></dt>
    <dd>${text}</dd>
  </div>`;

const nav = html`<nav aria-label="On this page">
  <a href="#token">Get a token</a>
  <a href="#call">Call a model</a>
  <a href="#routes">Routes</a>
  ${Object.keys(allRoutes).map((owner) => html`<a class="sub" href="#${owner}">${owner}</a>`)}
  <a href="#refusals">Refusals</a>
  <a href="#events">Events</a>
</nav>`;

const opening = ({ publicUrl }: Place): Html =>
  html`<header>
    <h1>${mark}${about.title}</h1>
    <p class="lede">${about.description} Speak to it as you would to OpenAI.</p>
    <p class="label">Base URLs</p>
    <dl class="bases">
      <div>
        <dt>OpenAI clients</dt>
        <dd><code>${publicUrl}/v1</code></dd>
      </div>
      <div>
        <dt>LISA clients</dt>
        <dd><code>${publicUrl}/v2/serve</code></dd>
      </div>
      <div>
        <dt>Everything else</dt>
        <dd><code>${publicUrl}</code></dd>
      </div>
    </dl>
    <p class="links">
      For machines: <a href="${publicUrl}/openapi.json">OpenAPI 3.1</a>
      <a href="${publicUrl}/asyncapi.json">AsyncAPI 3</a>
    </p>
  </header>`;

const firstSteps = (place: Place): Html =>
  html`<section id="token">
      <h2>Get a token</h2>
      <p>
        Sign in where this platform keeps its users, and send the ID token you get. With the platform's own user pool:
      </p>
      ${code('Shell', signIn(place))}
      <p>
        With an identity provider of your organisation, take an ID or access token it issues for this platform. Send it
        as
        <code>Authorization: Bearer …</code>; inference also takes it as <code>Api-Key</code> or <code>x-api-key</code>.
      </p>
    </section>
    <section id="call">
      <h2>Call a model</h2>
      <p>See which models are open to you, then name one of them where these examples say <code>demo</code>.</p>
      ${code('List models', listModels(place))} ${code('curl', streamByCurl(place))}
      ${code('Python', streamByPython(place))} ${code('TypeScript', streamByTypeScript(place))}
    </section>`;

const routes = (place: Place): Html =>
  html`<section id="routes">
    <h2>Routes</h2>
    ${Object.entries(allRoutes).map(
      ([owner, its]) =>
        html`<h3 id="${owner}">${owner}</h3>
          <p>${owners[owner]}</p>
          ${routeList(its, place)}`,
    )}
  </section>`;

const codes = Object.keys(problems) as ProblemCode[];

const refusals = html`<section id="refusals">
  <h2>Refusals</h2>
  <p>
    The code stands in the header <code>X-Problem</code> and is stable; the words may change. Inference refuses in
    OpenAI's words. A request that API Gateway turns away has <code>error</code> and <code>message</code>.
  </p>
  <dl class="pairs">${codes.map((name) => pair(`${problems[name].status} ${name}`, wordsOf(name)))}</dl>
</section>`;

const events = (stage: string): Html =>
  html`<section id="events">
    <h2>Events</h2>
    <p>
      What happens here is told on the event bus <code>lisa-${stage}</code>, at least once and in no order. The AsyncAPI
      document has each event's schema, an example, and the rule that receives it.
    </p>
    ${Object.entries(allEvents).map(
      ([owner, its]) =>
        html`<h3>lisa.${owner}</h3>
          <dl class="pairs">${its.map(({ name, summary }) => pair(name, summary))}</dl>`,
    )}
  </section>`;

/** The page a person reads first: what this is, how to begin, every route and event. No script; one style element. */
export const docsPage = (place: Place, style: string): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${about.title} API</title>
        <link rel="icon" href="${icon}" />
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        ${nav}
        <main>
          ${opening(place)} ${firstSteps(place)} ${routes(place)} ${refusals} ${events(place.stage)}
          <footer>${about.title} ${about.version}, described by its own contracts.</footer>
        </main>
      </body>
    </html>`.text;
