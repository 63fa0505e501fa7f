import { explainFailure, parseResponse, prepareRequest, readCredentials } from '@cloudx3/adapter-kit';
import { compareRequest, findHoles, readOperation } from '@cloudx3/verifier-core';

/** What a node and a notary do with an adapter's operations: the suite judges an adapter and these together. */
export interface Exchange {
  readonly readCredentials: typeof readCredentials;
  readonly prepareRequest: typeof prepareRequest;
  readonly compareRequest: typeof compareRequest;
  readonly findHoles: typeof findHoles;
  readonly parseResponse: typeof parseResponse;
  readonly explainFailure: typeof explainFailure;
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
