import { memo, useEffect, useRef, useState } from 'react';
import { useIsDark } from '../theme.ts';
import { CodeBlock } from './code-block.tsx';
import { reportIn } from './diagram-messages.ts';
import type { DiagramReport, DrawDiagram } from './diagram-messages.ts';
import { saveFile } from './save-file.ts';

/** A Mermaid diagram, drawn in a frame with an origin of its own; its source stays one click away. */
export const Diagram = memo(function Diagram({ source }: { readonly source: string }) {
  const [showsSource, setShowsSource] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const report = useDrawing(frame, source);
  if (report?.kind === 'failed') return <Undrawn source={source} reason={report.reason} />;
  if (showsSource) {
    return (
      <CodeBlock language="mermaid" code={source} isOpen={false}>
        <TextButton words="Diagram" press={() => setShowsSource(false)} />
      </CodeBlock>
    );
  }
  return (
    <figure className="diagram" aria-label="Diagram">
      <figcaption>
        <span className="code-block-language">diagram</span>
        {report?.kind === 'drawn' && (
          <TextButton words="Download SVG" press={() => saveFile('diagram.svg', report.svg, 'image/svg+xml')} />
        )}
        <TextButton words="Source" press={() => setShowsSource(true)} />
      </figcaption>
      <iframe
        ref={frame}
        title="Diagram"
        src="sandbox.html"
        sandbox="allow-scripts"
        height={report?.kind === 'drawn' ? report.height : 160}
      />
    </figure>
  );
});

const Undrawn = ({ source, reason }: { readonly source: string; readonly reason: string }) => (
  <>
    <p className="diagram-failed">This diagram cannot be drawn, so here is its source. {reason}</p>
    <CodeBlock language="mermaid" code={source} isOpen={false} />
  </>
);

const TextButton = ({ words, press }: { readonly words: string; press(): void }) => (
  <button type="button" className="quiet-button" onClick={press}>
    {words}
  </button>
);

/** Sends the source whenever the frame says it is ready, and gives what it reported last. */
function useDrawing(frame: React.RefObject<HTMLIFrameElement | null>, source: string): DiagramReport | undefined {
  const isDark = useIsDark();
  const [report, setReport] = useState<DiagramReport>();
  useEffect(() => {
    const request: DrawDiagram = { kind: 'draw', source, isDark };
    const post = (): void => frame.current?.contentWindow?.postMessage(request, '*');
    const receive = (event: MessageEvent): void => {
      if (event.source === null || event.source !== frame.current?.contentWindow) return;
      const said = reportIn(event.data);
      if (said?.kind === 'ready') post();
      else if (said !== undefined) setReport(said);
    };
    window.addEventListener('message', receive);
    post();
    return () => window.removeEventListener('message', receive);
  }, [frame, source, isDark]);
  return report;
}
