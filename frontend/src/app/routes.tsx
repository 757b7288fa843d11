import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** One page: its address, its place in the menus, and who may see it. */
export interface PageRoute {
  readonly path: string;
  readonly title: string;
  readonly page: LazyExoticComponent<ComponentType>;
  readonly menu?: 'administration' | 'libraries';
  readonly adminOnly?: boolean;
  /** The switch that must be on. */
  readonly flag?: keyof Configuration['enabledComponents'];
}

const HomePage = lazy(async () => ({ default: (await import('../features/home/home-page.tsx')).HomePage }));
const ChatPage = lazy(async () => ({ default: (await import('../features/chat/chat-page.tsx')).ChatPage }));
const TemporaryPage = lazy(async () => ({
  default: (await import('../features/chat/temporary-page.tsx')).TemporaryPage,
}));
const ModelsPage = lazy(async () => ({ default: (await import('../features/models/models-page.tsx')).ModelsPage }));
const NewModelPage = lazy(async () => ({
  default: (await import('../features/models/new-model-page.tsx')).NewModelPage,
}));
const HostModelPage = lazy(async () => ({
  default: (await import('../features/models/hosting/host-model-page.tsx')).HostModelPage,
}));
const ModelPage = lazy(async () => ({ default: (await import('../features/models/model-page.tsx')).ModelPage }));
const EditModelPage = lazy(async () => ({
  default: (await import('../features/models/edit/edit-model-page.tsx')).EditModelPage,
}));
const PromptsPage = lazy(async () => ({ default: (await import('../features/prompts/prompts-page.tsx')).PromptsPage }));
const NewPromptPage = lazy(async () => ({
  default: (await import('../features/prompts/new-prompt-page.tsx')).NewPromptPage,
}));
const PromptPage = lazy(async () => ({ default: (await import('../features/prompts/prompt-page.tsx')).PromptPage }));
const EditPromptPage = lazy(async () => ({
  default: (await import('../features/prompts/edit-prompt-page.tsx')).EditPromptPage,
}));
const ConfigurationPage = lazy(async () => ({
  default: (await import('../features/settings/configuration-page.tsx')).ConfigurationPage,
}));

/** Every page, by LISA's addresses. */
export const routes: readonly PageRoute[] = [
  { path: '/', title: 'Welcome', page: HomePage },
  { path: '/ai-assistant', title: 'Chat', page: ChatPage },
  { path: '/ai-assistant/:sessionId', title: 'Chat', page: ChatPage },
  { path: '/temporary-chat', title: 'Temporary chat', page: TemporaryPage },
  { path: '/model-management', title: 'Models', page: ModelsPage, menu: 'administration', adminOnly: true },
  { path: '/model-management/new', title: 'Add model', page: NewModelPage, adminOnly: true },
  { path: '/model-management/host', title: 'Host a model', page: HostModelPage, adminOnly: true },
  { path: '/model-management/:modelId', title: 'Model', page: ModelPage, adminOnly: true },
  { path: '/model-management/:modelId/edit', title: 'Edit model', page: EditModelPage, adminOnly: true },
  {
    path: '/configuration',
    title: 'Configuration',
    page: ConfigurationPage,
    menu: 'administration',
    adminOnly: true,
  },
  {
    path: '/prompt-templates',
    title: 'Prompts',
    page: PromptsPage,
    menu: 'libraries',
    flag: 'showPromptTemplateLibrary',
  },
  {
    path: '/prompt-templates/new',
    title: 'New prompt',
    page: NewPromptPage,
    flag: 'showPromptTemplateLibrary',
  },
  { path: '/prompt-templates/:promptTemplateId', title: 'Prompt', page: PromptPage },
  { path: '/prompt-templates/:promptTemplateId/edit', title: 'Edit prompt', page: EditPromptPage },
];
