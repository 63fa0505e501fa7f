import { TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import type { BlockContext, ExecutionContext, ExecutionMode } from '../state/context.ts';
import { branch } from '../state/context.ts';
import type { ChainEvent, EventAttribute } from '../state/events.ts';
import { GasMeter, OutOfGasError } from '../state/gas-meter.ts';
import type { KvStore } from '../state/kv.ts';
import type { AnteDeps } from './ante.ts';
import { runAnte } from './ante.ts';
import type { Message, MessageResponse, MessageRouter } from './message.ts';
import { SdkError, sdkError } from './sdk-error.ts';
import type { Transaction } from './transaction.ts';
import { decodeTransaction } from './transaction.ts';

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

export interface RunTxRequest {
  readonly bytes: Uint8Array;
  readonly mode: ExecutionMode;
  readonly store: KvStore;
  readonly block: BlockContext;
  readonly txIndex: number;
  readonly maxGas: number;
  readonly deadline: number;
}

export interface RunTxDeps extends AnteDeps {
  readonly router: MessageRouter;
  readonly onDefect: (error: unknown) => void;
}

const NOTHING = new Uint8Array();

/**
 * Runs a transaction against `store`: what the ante part wrote is kept if it passed, what the messages wrote only if
 * all of them succeed. Never throws for anything a transaction contains.
 */
export function runTx(deps: RunTxDeps, request: RunTxRequest): TxResult {
  let tx: Transaction;
  try {
    tx = decodeTransaction(request.bytes, deps.router);
    if (tx.messages.length === 0) throw sdkError('invalidRequest', 'must contain at least one message');
    for (const message of tx.messages) message.validate();
  } catch (error) {
    return failed(deps, error, new GasMeter(0), 0, []);
  }
  const ctx = contextFor(request, tx);
  const wanted = tx.gasLimit;
  let anteEvents: readonly ChainEvent[] = [];
  try {
    checkBlockLimit(request, tx);
    anteEvents = ante(deps, ctx, tx);
    if (request.mode === 'check' || request.mode === 'recheck') return succeeded(ctx, wanted, anteEvents, []);
    const messages = branch(ctx);
    const done = runMessages(messages.ctx, tx.messages);
    messages.commit();
    return succeeded(ctx, wanted, [...anteEvents, ...done.events], done.responses);
  } catch (error) {
    return failed(deps, error, ctx.gas, wanted, anteEvents);
  }
}

function contextFor(request: RunTxRequest, tx: Transaction): ExecutionContext {
  const simulated = request.mode === 'simulate';
  return {
    block: request.block,
    mode: request.mode,
    store: request.store,
    gas: new GasMeter(simulated ? request.maxGas : tx.gasLimit),
    events: [],
    tx: simulated ? undefined : { index: request.txIndex, hash: tx.hash },
    loadedCodes: new Set(),
    callDepth: 0,
    queryDepth: 0,
    deadline: request.deadline,
  };
}

function checkBlockLimit(request: RunTxRequest, tx: Transaction): void {
  if (request.mode === 'simulate' || tx.gasLimit <= request.maxGas) return;
  throw sdkError('invalidGasLimit', `tx gas limit ${tx.gasLimit} exceeds block max gas ${request.maxGas}`);
}

function ante(deps: RunTxDeps, ctx: ExecutionContext, tx: Transaction): ChainEvent[] {
  const branched = branch(ctx);
  runAnte(deps, branched.ctx, tx);
  branched.commit();
  return branched.ctx.events;
}

interface Messages {
  readonly events: readonly ChainEvent[];
  readonly responses: readonly MessageResponse[];
}

function runMessages(ctx: ExecutionContext, messages: readonly Message[]): Messages {
  const events: ChainEvent[] = [];
  const responses: MessageResponse[] = [];
  messages.forEach((message, index) => {
    const own: ExecutionContext = { ...ctx, events: [] };
    try {
      responses.push(message.handle(own));
    } catch (error) {
      const where = `failed to execute message; message index: ${index}`;
      throw error instanceof SdkError ? error.wrap(where) : error;
    }
    events.push(...messageEvents(message, own.events, index));
  });
  return { events, responses };
}

/** Every event of a message carries its index; the message itself is announced first. */
function messageEvents(message: Message, events: readonly ChainEvent[], index: number): ChainEvent[] {
  const module = message.typeUrl.split('.')[1] ?? '';
  const attributes: EventAttribute[] = [
    { key: 'action', value: message.typeUrl },
    { key: 'sender', value: message.signer },
  ];
  const named = events.some((own) => own.attributes.some((attribute) => attribute.key === 'module'));
  if (!named && module !== '') attributes.push({ key: 'module', value: module });
  const position = { key: 'msg_index', value: index.toString() };
  return [{ type: 'message', attributes }, ...events].map((own) => ({
    type: own.type,
    attributes: [...own.attributes, position],
  }));
}

function succeeded(
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

function failed(
  deps: RunTxDeps,
  error: unknown,
  gas: GasMeter,
  wanted: number,
  events: readonly ChainEvent[],
): TxResult {
  const reason = asSdkError(deps, error, gas, wanted);
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

function asSdkError(deps: RunTxDeps, error: unknown, gas: GasMeter, wanted: number): SdkError {
  if (error instanceof SdkError) return error;
  if (error instanceof OutOfGasError) {
    const figures = `gasWanted: ${wanted}, gasUsed: ${gas.consumed}`;
    return sdkError('outOfGas', `out of gas in location: ${error.location}; ${figures}`);
  }
  deps.onDefect(error);
  // A defect of the devnet itself must not take the chain down with it: it fails the transaction, like a panic in Go.
  return sdkError('panic', `recovered: ${error instanceof Error ? error.message : String(error)}`);
}
