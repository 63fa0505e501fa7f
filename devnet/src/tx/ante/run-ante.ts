import type { ExecutionContext } from '../../state/context.ts';
import type { Transaction } from '../transaction.ts';
import {
  checkBasics,
  checkCircuits,
  checkMemo,
  checkTimeout,
  countTransaction,
  payForSize,
} from './basics.ts';
import type { AnteDeps } from './deps.ts';
import { deductFee } from './fee.ts';
import { setPublicKeys } from './public-keys.ts';
import { countSequences, payForSignatures, verifySignatures } from './signatures.ts';

/**
 * What happens before the messages: checks in the SDK's order, the fee, the sequences. What it writes stays even if the
 * messages fail. Throws SdkError; the gas meter of `ctx` has the transaction's limit already.
 */
export function runAnte(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  countTransaction(ctx);
  checkCircuits(ctx, tx);
  checkBasics(ctx, tx);
  checkTimeout(ctx, tx);
  checkMemo(deps, ctx, tx);
  payForSize(deps, ctx, tx);
  deductFee(deps, ctx, tx);
  setPublicKeys(deps, ctx, tx);
  payForSignatures(deps, ctx, tx);
  verifySignatures(deps, ctx, tx);
  countSequences(deps, ctx, tx);
}
