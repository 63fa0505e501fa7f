import { messageOf } from '@cloudx3/errors';
import { TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import type { ExecutionContext } from '../state/context.ts';
import type { ChainEvent } from '../state/events.ts';
import type { GasMeter } from '../state/gas-meter.ts';
import { OutOfGasError } from '../state/gas-meter.ts';
import type { MessageResponse } from './message.ts';
import { SdkError, sdkError } from './sdk-error.ts';

/** Outcome of a transaction, a check or a simulation. Rejections are values; `code` 0 is success. */
export interface TxResult {
  readonly code: number;
  readonly codespace: string;
  readonly log: string;
  readonly data: Uint8Array;
  readonly events: readonly ChainEvent[];
  readonly gasWanted: number;
  readonly gasUsed: number;
  /** Responses of the messages; empty on failure. */
  readonly responses: readonly MessageResponse[];
}

const NOTHING = new Uint8Array();

export function succeeded(
  ctx: ExecutionContext,
  wanted: number,
  events: readonly ChainEvent[],
  responses: readonly MessageResponse[],
): TxResult {
  const data = TxMsgData.encode(TxMsgData.fromPartial({ msgResponses: [...responses] })).finish();
  return {
    code: 0,
    codespace: '',
    log: '',
    data: responses.length === 0 ? NOTHING : data,
    events,
    gasWanted: wanted,
    gasUsed: ctx.gas.consumed,
    responses,
  };
}

/** What a transaction that met this error is answered with; `onDefect` hears of what is no refusal. */
export function failed(
  onDefect: (error: unknown) => void,
  error: unknown,
  gas: GasMeter,
  wanted: number,
  events: readonly ChainEvent[],
): TxResult {
  const reason = asSdkError(onDefect, error, gas, wanted);
  return {
    code: reason.code,
    codespace: reason.codespace,
    log: reason.message,
    data: NOTHING,
    events,
    gasWanted: wanted,
    gasUsed: gas.consumed,
    responses: [],
  };
}

function asSdkError(
  onDefect: (error: unknown) => void,
  error: unknown,
  gas: GasMeter,
  wanted: number,
): SdkError {
  if (error instanceof SdkError) return error;
  if (error instanceof OutOfGasError) {
    const figures = `gasWanted: ${wanted}, gasUsed: ${gas.consumed}`;
    return sdkError('outOfGas', `out of gas in location: ${error.location}; ${figures}`);
  }
  onDefect(error);
  // A defect of the devnet itself must not take the chain down with it: it fails the transaction, like a panic in Go.
  return sdkError('panic', `recovered: ${messageOf(error)}`);
}
