import type { BlockContext, ExecutionContext, ExecutionMode } from '../state/context.ts';
import { branch } from '../state/context.ts';
import type { ChainEvent } from '../state/events.ts';
import { GasMeter } from '../state/gas-meter.ts';
import type { KvStore } from '../state/kv.ts';
import type { AnteDeps } from './ante/deps.ts';
import { runAnte } from './ante/run-ante.ts';
import type { MessageRouter } from './message.ts';
import { runMessages } from './run-messages.ts';
import { sdkError } from './sdk-error.ts';
import type { Transaction } from './transaction.ts';
import { decodeTransaction } from './transaction.ts';
import type { TxResult } from './tx-result.ts';
import { failed, succeeded } from './tx-result.ts';

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
    return failed(deps.onDefect, error, new GasMeter(0), 0, []);
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
    return failed(deps.onDefect, error, ctx.gas, wanted, anteEvents);
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
