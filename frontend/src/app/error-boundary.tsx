import { Component, type ReactNode } from 'react';
import { MessageButton, MessagePage } from '../ui/message-page.tsx';

interface Props {
  readonly children: ReactNode;
  /** Another value (the page's address) begins anew after an error. */
  readonly resetBy?: string;
}

interface State {
  readonly failed: boolean;
  readonly at?: string | undefined;
}

/** Keeps the fault of one page to that page. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  static getDerivedStateFromProps({ resetBy }: Props, { at, failed }: State): State {
    return { failed: failed && at === resetBy, at: resetBy };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <MessagePage
        heading="This page stopped working"
        action={<MessageButton words="Reload" press={() => location.reload()} />}
      >
        Something unexpected happened while it was drawn. Nothing that was stored is lost. Reload it; if it happens
        again, tell an administrator what you did.
      </MessagePage>
    );
  }
}
