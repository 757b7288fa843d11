import type { ReactNode } from 'react';
import './message-page.css';

interface MessagePageProps {
  readonly heading: string;
  readonly children: ReactNode;
  /** The one thing to do next. */
  readonly action?: ReactNode;
}

interface MessageButtonProps {
  readonly words: string;
  press(): void;
}

/** The button of such a page. It is plain, because the page comes before everything else: nothing has to be loaded for it. */
export const MessageButton = ({ words, press }: MessageButtonProps) => (
  <button type="button" className="message-button" onClick={press}>
    {words}
  </button>
);

/** A whole page that says one thing. */
export const MessagePage = ({ heading, children, action }: MessagePageProps) => (
  <main className="message-page">
    <h1>{heading}</h1>
    <div className="message-page-text">{children}</div>
    {action}
  </main>
);
