import type { ReactNode } from 'react';
import './message-page.css';

interface MessagePageProps {
  readonly heading: string;
  readonly children: ReactNode;
  /** The one thing to do next. */
  readonly action?: ReactNode;
}

/** A whole page that says one thing. */
export const MessagePage = ({ heading, children, action }: MessagePageProps) => (
  <main className="message-page">
    <h1>{heading}</h1>
    <div className="message-page-text">{children}</div>
    {action}
  </main>
);
