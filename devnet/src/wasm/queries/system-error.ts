import type { SystemErrorJson } from '../../tx/sdk-error.ts';

/** Ends a query with something that the asking contract is told as a SystemError. */
export class SystemQueryError extends Error {
  override readonly name = 'SystemQueryError';
  readonly system: SystemErrorJson;

  constructor(system: SystemErrorJson) {
    super('system error in a contract query');
    this.system = system;
  }
}

export function unsupported(kind: string): never {
  throw new SystemQueryError({ unsupported_request: { kind } });
}
