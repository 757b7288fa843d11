import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** One page: its address, its place in the menus, and who may see it. */
export interface PageRoute {
  readonly path: string;
  readonly title: string;
  readonly page: LazyExoticComponent<ComponentType>;
  readonly menu?: 'administration' | 'libraries';
  readonly adminOnly?: boolean;
}

const HomePage = lazy(async () => ({ default: (await import('../features/home/home-page.tsx')).HomePage }));
const ChatPage = lazy(async () => ({ default: (await import('../features/chat/chat-page.tsx')).ChatPage }));
const ModelsPage = lazy(async () => ({ default: (await import('../features/models/models-page.tsx')).ModelsPage }));
const NewModelPage = lazy(async () => ({
  default: (await import('../features/models/new-model-page.tsx')).NewModelPage,
}));

/** Every page, by LISA's addresses. */
export const routes: readonly PageRoute[] = [
  { path: '/', title: 'Welcome', page: HomePage },
  { path: '/ai-assistant', title: 'Chat', page: ChatPage },
  { path: '/ai-assistant/:sessionId', title: 'Chat', page: ChatPage },
  { path: '/model-management', title: 'Models', page: ModelsPage, menu: 'administration', adminOnly: true },
  { path: '/model-management/new', title: 'Add model', page: NewModelPage, adminOnly: true },
];
