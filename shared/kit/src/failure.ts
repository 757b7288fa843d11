import { problems, titleOf, type Facts, type ProblemCode } from '@lisa/contracts/api/problems';

/** Something that is the case and that the caller can act on; it knows nothing of HTTP. */
export class Failure extends Error {
  readonly code: ProblemCode;
  readonly facts: Facts;

  constructor(code: ProblemCode, facts: Facts = {}) {
    super(titleOf(code, facts));
    this.name = code;
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return problems[this.code].status;
  }
}
