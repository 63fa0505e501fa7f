/** gRPC status names that a query may end with. */
export type StatusName = 'NotFound' | 'InvalidArgument' | 'Internal' | 'Unimplemented' | 'Unknown';

/** A query that a service answered with a status: `rpc error: code = NotFound desc = …`, as clients look for it. */
export class QueryStatusError extends Error {
  override readonly name = 'QueryStatusError';
  readonly status: StatusName;

  constructor(status: StatusName, description: string) {
    super(`rpc error: code = ${status} desc = ${description}`);
    this.status = status;
  }
}
