import type { AnyRoute } from '@lisa/contracts/api/define-route';
import { QueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from './api.ts';
import { Refusal } from './refusal.ts';

/** Options of `useQuery` for a declared route. The key begins with the route's id: every page shares what was read. */
export const queryOf = <R extends AnyRoute>(route: R, input: Input<R>) => ({
  queryKey: [route.id, input] as const,
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<Reply<R>> => call(route, input, { signal }),
});

/** The cache of everything that was read; a refusal is final, anything else is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => !(error instanceof Refusal && error.status < 500) && failures < 2,
    },
  },
});
