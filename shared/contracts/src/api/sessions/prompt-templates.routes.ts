import * as z from 'zod';
import { PromptTemplate, PromptTemplateText } from '../../vocabulary/prompt-template.ts';
import { defineRoute } from '../define-route.ts';

const promptTemplateId = '01ky3m7r9t4v2c8q5h3n6w0e1z';
const params = z.object({ promptTemplateId: z.string().min(1).max(128) });
const one = {
  path: '/prompt-templates/{promptTemplateId}',
  access: 'user',
  params,
  success: 200,
  failures: 'plain',
} as const;

const text = { title: 'Reviewer', body: 'You review contracts.', type: 'persona' as const, groups: ['group:legal'] };
const template: PromptTemplate = {
  ...text,
  id: promptTemplateId,
  owner: 'c0ffee00-1234-4567-89ab-000000000001',
  created: '2026-11-21T14:00:00.000Z',
  revision: 1,
  latest: true,
};

export const createPromptTemplate = defineRoute({
  id: 'createPromptTemplate',
  method: 'POST',
  path: '/prompt-templates',
  access: 'user',
  summary: 'Create a persona or a directive of your own',
  body: PromptTemplateText,
  success: 200,
  reply: PromptTemplate,
  failures: 'plain',
  problems: ['SharingNotAllowed'],
  example: { body: text, reply: template },
});

export const listPromptTemplates = defineRoute({
  id: 'listPromptTemplates',
  method: 'GET',
  path: '/prompt-templates',
  access: 'user',
  summary: 'List your prompt templates, or those that are shared with you',
  query: z.object({ public: z.enum(['true', 'false']).default('false') }),
  success: 200,
  reply: z.object({ Items: z.array(PromptTemplate) }),
  failures: 'plain',
  problems: [],
  example: { reply: { Items: [template] } },
});

export const getPromptTemplate = defineRoute({
  ...one,
  id: 'getPromptTemplate',
  method: 'GET',
  summary: 'Get a prompt template that is yours or shared with you',
  reply: PromptTemplate.extend({ isOwner: z.boolean() }),
  problems: ['PromptTemplateNotFound'],
  example: { params: { promptTemplateId }, reply: { ...template, isOwner: true } },
});

export const updatePromptTemplate = defineRoute({
  ...one,
  id: 'updatePromptTemplate',
  method: 'PUT',
  summary: 'Write a new revision of a prompt template',
  body: PromptTemplateText.extend({ id: z.string(), owner: z.string().describe('Stays what it was') }),
  reply: PromptTemplate,
  problems: ['PromptTemplateNotFound', 'SharingNotAllowed', 'ChangedMeanwhile'],
  example: {
    params: { promptTemplateId },
    body: { ...text, id: promptTemplateId, owner: template.owner },
    reply: { ...template, revision: 2 },
  },
});

export const deletePromptTemplate = defineRoute({
  ...one,
  id: 'deletePromptTemplate',
  method: 'DELETE',
  summary: 'Delete a prompt template',
  reply: z.object({ status: z.literal('ok') }),
  problems: ['PromptTemplateNotFound', 'ChangedMeanwhile'],
  example: { params: { promptTemplateId }, reply: { status: 'ok' } },
});
