import { ModelRequested } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import type { Model } from '../domain/model.ts';

/** The knock on our own door that starts the workflow of the model's last intent. */
export const intentOf = ({ modelId, uid, generation, desired }: Model) =>
  fact(ModelRequested, { modelId, uid, generation, desired });
