import '@cloudscape-design/global-styles/index.css';
import 'virtual:base-theme.css';
import 'virtual:tokens.css';
import './app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { productName } from '../platform/env.ts';
import { queryClient } from '../platform/queries.ts';
import { beginSession, mayBeSignedIn } from '../platform/sign-in.ts';
import { beginTheme } from '../ui/theme.ts';
import { App, prepareSignedIn } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

document.title = productName;
beginTheme();
if (mayBeSignedIn()) prepareSignedIn();
void beginSession();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element root');
createRoot(root).render(
  <ErrorBoundary>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </ErrorBoundary>,
);
