import { explainFailure, parseResponse, prepareRequest, readCredentials } from '@cloudx3/adapter-kit';
import { compareRequest, findHoles, readOperation } from '@cloudx3/verifier-core';

/** What a node and a notary do with an adapter's operations: the suite judges an adapter and these together. */
export interface Exchange {
  /** Of what an operator configures. */
  readonly readCredentials: typeof readCredentials;
  /** The request as it is sent (REQ-1). */
  readonly prepareRequest: typeof prepareRequest;
  /** Whether a transcript is that request (REQ-2, REQ-3). */
  readonly compareRequest: typeof compareRequest;
  /** Where the secrets stand in bytes that were sent. */
  readonly findHoles: typeof findHoles;
  /** Readings, or the code of what failed (RES-1 to CON-1). */
  readonly parseResponse: typeof parseResponse;
  /** A failure in an operator's words. */
  readonly explainFailure: typeof explainFailure;
  /** An operation of its bytes (OP-1). */
  readonly readOperation: typeof readOperation;
}

/** The kit's and the core's own. */
export const EXCHANGE: Exchange = {
  readCredentials,
  prepareRequest,
  compareRequest,
  findHoles,
  parseResponse,
  explainFailure,
  readOperation,
};
