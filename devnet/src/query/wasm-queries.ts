import type { Application } from '../app/application.ts';
import type { QueryService } from './query-service.ts';
import { codeQueries } from './wasm/code-queries.ts';
import { contractQueries } from './wasm/contract-queries.ts';
import { stateQueries } from './wasm/state-queries.ts';

/** cosmwasm.wasm.v1.Query. `maxGas` bounds the contract that a smart query runs. */
export function wasmQueries(app: Application, maxGas: number): QueryService {
  return { ...codeQueries(app), ...contractQueries(app), ...stateQueries(app, maxGas) };
}
