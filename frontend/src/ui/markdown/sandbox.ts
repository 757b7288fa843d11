import mermaid from 'mermaid';
import type { DiagramReport, DrawDiagram } from './diagram-messages.ts';

// Runs in a frame without our origin: it can neither read the page nor use the session, whatever a diagram contains.
const report = (message: DiagramReport): void => window.parent.postMessage(message, '*');
let drawings = 0;

async function drawDiagram({ source, isDark }: DrawDiagram): Promise<void> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: isDark ? 'dark' : 'default',
    fontFamily: 'sans-serif',
  });
  const { svg } = await mermaid.render(`diagram-${(drawings += 1)}`, source);
  const place = document.getElementById('diagram');
  if (place === null) return;
  place.innerHTML = svg;
  keepReadable(place);
  report({ kind: 'drawn', height: Math.ceil(place.getBoundingClientRect().height) + 16, svg });
}

/** Mermaid writes at 16 px and fits the width; smaller than 12 px nobody reads it, so from there on it scrolls. */
const smallest = 12 / 16;

function keepReadable(place: HTMLElement): void {
  const drawn = place.querySelector('svg');
  const natural = Number.parseFloat(drawn?.style.maxWidth ?? '');
  if (!drawn || Number.isNaN(natural)) return;
  drawn.style.minWidth = `${natural * smallest}px`;
  place.style.overflowX = 'auto';
  if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
}

window.addEventListener('message', (event: MessageEvent<DrawDiagram>) => {
  if (event.source !== window.parent || event.data?.kind !== 'draw') return;
  drawDiagram(event.data).catch((error: unknown) => {
    report({ kind: 'failed', reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : '' });
  });
});
report({ kind: 'ready' });
