import { SignMode } from 'cosmjs-types/cosmos/tx/signing/v1beta1/signing';
import type { SignerInfo } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Account } from '../../auth/account.ts';
import type { ExecutionContext } from '../../state/context.ts';
import { SdkError, sdkError } from '../sdk-error.ts';
import { secp256k1KeyOf, signBytes, verifySignature } from '../sign-doc.ts';
import type { Transaction } from '../transaction.ts';
import type { AnteDeps } from './deps.ts';
import { mustAccount, signerAddresses } from './deps.ts';

const GAS_PER_SIGNATURE = 1000;
const NOTHING: Uint8Array = new Uint8Array();

export function payForSignatures(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  deps.accounts.touchParams(ctx);
  deps.accounts.touchParams(ctx);
  for (const address of signerAddresses(deps, tx)) {
    mustAccount(deps, ctx, address);
    ctx.gas.consume(GAS_PER_SIGNATURE, 'ante verify: secp256k1');
  }
}

/** Sequences are looked at in every mode; signatures where there are some, and not a second time for what waits. */
export function verifySignatures(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  const infos = tx.authInfo.signerInfos;
  if (infos.length !== tx.signers.length) {
    const counts = `invalid number of signer;  expected: ${tx.signers.length}, got ${infos.length}`;
    throw sdkError('unauthorized', counts);
  }
  signerAddresses(deps, tx).forEach((address, index) => {
    const account = mustAccount(deps, ctx, address);
    const info = infos[index];
    if (account.publicKey === undefined && ctx.mode !== 'simulate') {
      throw sdkError('invalidPubKey', 'pubkey on account is not set');
    }
    if (info === undefined || info.sequence !== account.sequence) {
      const got = info?.sequence ?? 0n;
      throw sdkError('wrongSequence', `account sequence mismatch, expected ${account.sequence}, got ${got}`);
    }
    if (ctx.mode === 'simulate' || ctx.mode === 'recheck' || account.publicKey === undefined) return;
    const key = secp256k1KeyOf(account.publicKey);
    checkSignature(ctx, tx, account, modeOf(info), key, tx.signatures[index]);
  });
}

function modeOf(info: SignerInfo): SignMode {
  return info.modeInfo?.single?.mode ?? SignMode.SIGN_MODE_UNSPECIFIED;
}

function checkSignature(
  ctx: ExecutionContext,
  tx: Transaction,
  account: Account,
  mode: SignMode,
  key: Uint8Array,
  signature = NOTHING,
): void {
  const problem = problemOf(ctx, tx, account, mode, key, signature);
  if (problem === undefined) return;
  const { accountNumber, sequence } = account;
  const chain = `chain-id (${ctx.block.chainId})`;
  const hint =
    mode === SignMode.SIGN_MODE_LEGACY_AMINO_JSON
      ? `account number (${accountNumber}), sequence (${sequence}) and ${chain}`
      : `account number (${accountNumber}) and ${chain}: (${problem})`;
  throw sdkError('unauthorized', `signature verification failed; please verify ${hint}`);
}

/** What cannot be brought into the form that was signed is as little verified as a wrong signature. */
function problemOf(
  ctx: ExecutionContext,
  tx: Transaction,
  { accountNumber, sequence }: Account,
  mode: SignMode,
  key: Uint8Array,
  signature: Uint8Array,
): string | undefined {
  try {
    const message = signBytes(tx, mode, { chainId: ctx.block.chainId, accountNumber, sequence });
    return verifySignature(signature, message, key) ? undefined : 'unable to verify single signer signature';
  } catch (error) {
    if (error instanceof SdkError) return error.message;
    throw error;
  }
}

export function countSequences(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  for (const address of signerAddresses(deps, tx)) {
    const account = mustAccount(deps, ctx, address);
    deps.accounts.set(ctx, address, { ...account, sequence: account.sequence + 1n });
  }
}
