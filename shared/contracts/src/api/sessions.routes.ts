export * from './sessions/configuration.routes.ts';
export * from './sessions/conversations.routes.ts';
export * from './sessions/messages.routes.ts';
export * from './sessions/prompt-templates.routes.ts';
