import { SdkError } from '../error.ts';
import { contractCodeIn } from './failure.ts';
import { txHashOf } from './tx.ts';
import type { TxOutcome } from './tx.ts';

/** How long to look for what was sent, and how often. */
export interface DeliveryOptions {
  /** From one look to the next. */
  readonly pollMs: number;
  /** From sending to `sdk.tx_unknown`. */
  readonly timeoutMs: number;
}

/** What sending needs of a chain. */
export interface DeliveryDeps {
  /** Throws where the chain refuses the transaction. */
  readonly broadcast: (bytes: Uint8Array) => Promise<unknown>;
  /** Undefined while the transaction is not on chain. */
  readonly findTx: (txHash: string) => Promise<TxOutcome | undefined>;
}

/**
 * Sends signed bytes and waits until they are on chain. The same bytes may be sent again: they come on chain once. Throws `sdk.tx_failed`
 * where they ran and failed, `sdk.tx_unknown` where they are not on chain in time, and what `broadcast` throws where they were refused.
 */
export async function deliver(
  bytes: Uint8Array,
  options: DeliveryOptions,
  deps: DeliveryDeps,
): Promise<TxOutcome> {
  const txHash = txHashOf(bytes);
  const outcome = (await offer(bytes, txHash, deps)) ?? (await whenOnChain(txHash, options, deps));
  if (outcome.code === 0) return outcome;
  throw new SdkError('sdk.tx_failed', `transaction ${txHash} failed: ${outcome.rawLog}`, {
    contractCode: contractCodeIn(outcome.rawLog),
    txHash,
  });
}

/** Puts a transaction before the chain; gives its outcome where it is on chain already. */
async function offer(bytes: Uint8Array, txHash: string, deps: DeliveryDeps): Promise<TxOutcome | undefined> {
  try {
    await deps.broadcast(bytes);
    return undefined;
  } catch (error) {
    if (isWaiting(error)) return undefined;
    // One that was sent before is refused for its sequence; whether it is on chain decides.
    const outcome = await deps.findTx(txHash);
    if (outcome === undefined) throw error;
    return outcome;
  }
}

async function whenOnChain(
  txHash: string,
  { pollMs, timeoutMs }: DeliveryOptions,
  { findTx }: DeliveryDeps,
): Promise<TxOutcome> {
  const until = Date.now() + timeoutMs;
  do {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    const outcome = await findTx(txHash);
    if (outcome !== undefined) return outcome;
  } while (Date.now() < until);
  throw new SdkError('sdk.tx_unknown', `transaction ${txHash} was sent and is not on chain yet`, { txHash });
}

/** Whether a transaction was refused since the chain knows it already and will put it on chain by itself. */
function isWaiting(error: unknown): boolean {
  return error instanceof Error && error.message.includes('tx already exists in cache');
}
