import type { ExecutionContext } from '../../state/context.ts';
import { moduleStore } from '../../state/context.ts';
import { TX_COUNTER_KEY } from '../../wasm/keys.ts';
import { sdkError } from '../sdk-error.ts';
import type { Transaction } from '../transaction.ts';
import type { AnteDeps } from './deps.ts';

const MAX_MEMO = 256;
const GAS_PER_TX_BYTE = 10;
/** What the SDK assumes a missing signature of a simulation would weigh: amino bytes of key and signature, plus 6. */
const SIMULATED_SIGNATURE_BYTES = 114;

/** x/wasm keeps a counter of the block's transactions in its store; here it is only paid for, the chain counts itself. */
export function countTransaction(ctx: ExecutionContext): void {
  if (ctx.mode === 'simulate') return;
  const store = moduleStore(ctx, 'wasm');
  store.get(TX_COUNTER_KEY);
  const counter = Buffer.alloc(12);
  counter.writeBigUInt64BE(BigInt(ctx.block.height));
  counter.writeUInt32BE((ctx.tx?.index ?? 0) + 1, 8);
  store.set(TX_COUNTER_KEY, counter);
}

/** Nothing is ever switched off here; the look-ups are paid for. */
export function checkCircuits(ctx: ExecutionContext, tx: Transaction): void {
  for (const message of tx.messages) moduleStore(ctx, 'circuit').has(`\x02${message.typeUrl}`);
}

export function checkBasics(ctx: ExecutionContext, tx: Transaction): void {
  if (tx.body.extensionOptions.length > 0) throw sdkError('unknownExtension');
  if (tx.body.unordered) throw sdkError('notSupported', 'unordered transactions are not enabled');
  if (tx.gasLimit === Number.MAX_SAFE_INTEGER) throw sdkError('invalidRequest', 'invalid gas supplied');
  if (ctx.mode === 'recheck') return;
  if (tx.signatures.length === 0) throw sdkError('noSignatures');
  if (tx.signatures.length !== tx.signers.length) {
    const counts = `wrong number of signers; expected ${tx.signers.length}, got ${tx.signatures.length}`;
    throw sdkError('unauthorized', counts);
  }
}

export function checkTimeout(ctx: ExecutionContext, tx: Transaction): void {
  const { timeoutHeight, timeoutTimestamp } = tx.body;
  const { height, time } = ctx.block;
  if (timeoutHeight > 0n && BigInt(height) > timeoutHeight) {
    throw sdkError('txTimeoutHeight', `block height: ${height}, timeout height: ${timeoutHeight}`);
  }
  const timeout =
    timeoutTimestamp && timeoutTimestamp.seconds * 1_000_000_000n + BigInt(timeoutTimestamp.nanos);
  if (timeout !== undefined && timeout > 0n && timeout < time)
    throw sdkError('txTimeout', 'the block time is later');
}

export function checkMemo(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  if (tx.body.memo !== '') deps.accounts.touchParams(ctx);
  const bytes = Buffer.byteLength(tx.body.memo);
  if (bytes <= MAX_MEMO) return;
  const counts = `maximum number of characters is ${MAX_MEMO} but received ${bytes} characters`;
  throw sdkError('memoTooLarge', counts);
}

export function payForSize(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  deps.accounts.touchParams(ctx);
  ctx.gas.consume(GAS_PER_TX_BYTE * tx.bytes.length, 'txSize');
  if (ctx.mode !== 'simulate') return;
  tx.signers.forEach((signer, index) => {
    if ((tx.signatures[index]?.length ?? 0) > 0) return;
    deps.accounts.get(ctx, deps.accounts.addresses.decode(signer));
    ctx.gas.consume(GAS_PER_TX_BYTE * SIMULATED_SIGNATURE_BYTES, 'txSize');
  });
}
