/** The page's one style element; the Content-Security-Policy admits exactly this text. */
export const style = `
:root {
  --ground: #faf9f6; --sheet: #fff; --ink: #1f2328; --quiet: #5b636e; --line: #e4e1da; --well: #f3f1eb;
  --accent: #256a5e; --get: #1f5f9e; --post: #256a3f; --put: #8a5a00; --delete: #a8332b;
  --text: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --sheet: #1b1f24; --ink: #e4e7eb; --quiet: #9aa4b0; --line: #2c323a; --well: #101316;
    --accent: #7cc4b4; --get: #8bbcf0; --post: #86cf9e; --put: #e0b565; --delete: #f09c95;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; max-width: 72rem; padding: 0 1.25rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.6 var(--text);
}
main { min-width: 0; padding: 2rem 0 4rem; }
a { color: var(--accent); text-underline-offset: .2em; }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; }
h1 { display: flex; align-items: center; gap: .75rem; font-size: 2rem; letter-spacing: -.01em; }
h2 { font-size: 1.4rem; letter-spacing: -.01em; }
h3 { font-size: 1.05rem; margin-top: 2rem; }
h4 { font-size: .8rem; color: var(--quiet); margin: 1rem 0 .4rem; }
p { margin: .6rem 0; max-width: 44rem; }
section { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid var(--line); }
.mark { width: 2.4rem; height: 2.4rem; flex: none; }
.mark rect { fill: var(--accent); }
.mark path { fill: none; stroke: var(--sheet); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; }
.lede { font-size: 1.15rem; color: var(--quiet); }
code, pre { font-family: var(--mono); font-size: .875em; }
code { overflow-wrap: anywhere; }
pre {
  margin: 0; padding: .9rem 1rem; overflow-x: auto; background: var(--well); border: 1px solid var(--line);
  border-radius: .5rem; font-size: .82rem; line-height: 1.55; tab-size: 2;
}
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding-top: 1.25rem; font-size: .9rem; }
nav a { color: var(--quiet); text-decoration: none; }
nav a:hover { color: var(--accent); }
nav .sub { display: none; }
dl, dd { margin: 0; }
.label { margin: 1.4rem 0 .35rem; }
.bases { margin: 0 0 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; }
.bases div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0 1rem; padding: .6rem 1rem; }
.bases div + div { border-top: 1px solid var(--line); }
.bases dt { color: var(--quiet); }
.links { color: var(--quiet); }
.links a { margin-left: .5rem; white-space: nowrap; }
figure { margin: 1.1rem 0 0; }
figcaption, .label { font-size: .8rem; color: var(--quiet); }
figcaption { margin-bottom: .35rem; }
.routes { margin-top: .8rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
details + details { border-top: 1px solid var(--line); }
summary {
  display: grid; grid-template-columns: .7rem 3.6rem minmax(0, 1.1fr) minmax(0, 1fr) 7rem; gap: .1rem 1rem; align-items: baseline;
  padding: .55rem 1rem; cursor: pointer; list-style: none;
}
summary::-webkit-details-marker { display: none; }
summary::before { content: '+'; color: var(--quiet); font-family: var(--mono); }
details[open] > summary::before { content: '\u2212'; }
summary:hover, details[open] > summary { background: var(--well); }
.method { font: 600 .78rem var(--mono); }
.get { color: var(--get); } .post { color: var(--post); } .put, .patch { color: var(--put); } .delete { color: var(--delete); }
.what { font-size: .92rem; color: var(--quiet); }
.access { font-size: .8rem; color: var(--quiet); text-align: right; }
.more { padding: .4rem 1rem 1.2rem; border-top: 1px solid var(--line); }
.plain { margin: 0; padding: 0; list-style: none; font-size: .92rem; }
.pairs { margin-top: .6rem; }
.pairs div { display: grid; grid-template-columns: 14rem 1fr; gap: 0 1rem; padding: .4rem 0; border-bottom: 1px solid var(--line); }
.pairs dd { color: var(--quiet); }
footer { margin-top: 3rem; color: var(--quiet); font-size: .85rem; }
@media (min-width: 64rem) {
  body { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 3.5rem; }
  nav { position: sticky; top: 0; align-self: start; flex-direction: column; gap: .5rem; padding-top: 2.6rem; }
  nav .sub { display: block; padding-left: .9rem; font-size: .85rem; }
}
@media (max-width: 44rem) {
  .bases div, .pairs div { grid-template-columns: 1fr; }
  summary { grid-template-columns: .7rem 3.2rem minmax(0, 1fr); gap: .1rem .6rem; }
  .what, .access { grid-column: 3; }
  .access { text-align: left; }
}
`;
