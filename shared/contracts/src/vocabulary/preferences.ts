import * as z from 'zod';

const McpServer = z.looseObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  disabledTools: z.array(z.string()).default([]),
  autoApprovedTools: z.array(z.string()).default([]),
});

const BedrockAgent = z.looseObject({
  agentId: z.string(),
  agentAliasId: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  disabledActionTools: z.array(z.string()).default([]),
  autoApproveInvoke: z.boolean().default(false),
});

/** What a person set for themselves; pages may keep further keys of their own. */
export const Preferences = z.looseObject({
  mcp: z
    .looseObject({ overrideAllApprovals: z.boolean().default(false), enabledServers: z.array(McpServer).default([]) })
    .nullish(),
  bedrockAgents: z
    .looseObject({
      overrideAllBedrockApprovals: z.boolean().default(false),
      enabledAgents: z.array(BedrockAgent).default([]),
    })
    .nullish(),
  showMarkdownPreview: z.boolean().nullish(),
});

export const UserPreferences = z.object({ user: z.string(), preferences: Preferences });
export type UserPreferences = z.infer<typeof UserPreferences>;
