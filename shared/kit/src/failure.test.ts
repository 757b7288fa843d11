import { describe, expect, it } from '@jest/globals';
import { Failure } from './failure.ts';

describe('failing', () => {
  it('says in words what is the case, with the facts of the failure', () => {
    const failure = new Failure('ModelExists', { modelId: 'demo' });

    expect(failure).toMatchObject({
      code: 'ModelExists',
      name: 'ModelExists',
      status: 409,
      facts: { modelId: 'demo' },
    });
    expect(failure.message).toBe("Model 'demo' already exists. Please select another name.");
  });

  it('fills words from facts once: a fact that looks like a placeholder stays', () => {
    expect(new Failure('ModelNotFound', { modelId: '{modelId}' }).message).toBe("Model '{modelId}' was not found.");
  });
});
