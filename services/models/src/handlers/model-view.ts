import type { LisaModel } from '@lisa/contracts/api/models.routes';
import type { Model } from '../domain/model.ts';

/** A model as LISA's clients read it; the only place that knows their spelling. */
export function modelView({
  modelId,
  spec,
  status,
  reason,
  setback,
  contextWindow,
  steps,
  changedAt,
}: Model): LisaModel {
  const failureReason = reason ?? setback;
  return {
    modelId,
    ...spec,
    features: spec.features ?? [],
    allowedGroups: spec.allowedGroups ?? [],
    status,
    contextWindow: contextWindow ?? null,
    ...(failureReason && { failureReason }),
    steps: [...steps],
    last_modified_date: changedAt,
  };
}
