import type { Conversation } from '../conversation/conversation.ts';

/** Reads all of a conversation and opens the browser's print dialog for it, where it can be saved as a PDF as well. */
export async function printConversation(conversation: Conversation): Promise<void> {
  await loaded(conversation);
  await conversation.openAll();
  await import('../../../ui/markdown/markdown.tsx');
  await painted();
  window.print();
}

/** Until it is known what is stored. */
const loaded = (conversation: Conversation): Promise<void> =>
  new Promise((resolve) => {
    const isLoaded = (): boolean => !['new', 'loading'].includes(conversation.view().loading.name);
    if (isLoaded()) return resolve();
    const forget = conversation.subscribe(() => {
      if (!isLoaded()) return;
      forget();
      resolve();
    });
  });

/** Until what is known now has been drawn. */
const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => resolve()), 100)));
