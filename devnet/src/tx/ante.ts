import { SignMode } from 'cosmjs-types/cosmos/tx/signing/v1beta1/signing';
import type { Account } from '../auth/account.ts';
import type { AccountKeeper } from '../auth/account-keeper.ts';
import { addressOfSecp256k1 } from '../auth/address.ts';
import type { BankKeeper } from '../bank/bank-keeper.ts';
import { FEE_COLLECTOR } from '../bank/bank-keeper.ts';
import type { Coin } from '../bank/coins.ts';
import { formatCoins, parseCoins } from '../bank/coins.ts';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { event } from '../state/events.ts';
import { TX_COUNTER_KEY } from '../wasm/keys.ts';
import type { GasPrice } from './gas-price.ts';
import { requiredFee } from './gas-price.ts';
import { SdkError, sdkError } from './sdk-error.ts';
import { secp256k1KeyOf, signBytes, verifySignature } from './sign-doc.ts';
import type { Transaction } from './transaction.ts';

const MAX_MEMO = 256;
const MAX_SIGNATURES = 7;
const GAS_PER_TX_BYTE = 10;
const GAS_PER_SIGNATURE = 1000;
/** What the SDK assumes a missing signature of a simulation would weigh: amino bytes of key and signature, plus 6. */
const SIMULATED_SIGNATURE_BYTES = 114;

export interface AnteDeps {
  readonly accounts: AccountKeeper;
  readonly bank: BankKeeper;
  readonly minGasPrices: readonly GasPrice[];
}

/**
 * What happens before the messages: checks in the SDK's order, the fee, the sequences. What it writes stays even if the
 * messages fail. Throws SdkError; the gas meter of `ctx` has the transaction's limit already.
 */
export function runAnte(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  countTransaction(ctx);
  for (const message of tx.messages) moduleStore(ctx, 'circuit').has(`\x02${message.typeUrl}`);
  checkBasics(ctx, tx);
  checkTimeout(ctx, tx);
  if (tx.body.memo !== '') deps.accounts.touchParams(ctx);
  const memoBytes = Buffer.byteLength(tx.body.memo);
  if (memoBytes > MAX_MEMO) {
    throw sdkError(
      'memoTooLarge',
      `maximum number of characters is ${MAX_MEMO} but received ${memoBytes} characters`,
    );
  }
  payForSize(deps, ctx, tx);
  deductFee(deps, ctx, tx);
  setPublicKeys(deps, ctx, tx);
  deps.accounts.touchParams(ctx);
  deps.accounts.touchParams(ctx);
  for (const address of signerAddresses(deps, tx)) {
    mustAccount(deps, ctx, address);
    ctx.gas.consume(GAS_PER_SIGNATURE, 'ante verify: secp256k1');
  }
  verifySignatures(deps, ctx, tx);
  for (const address of signerAddresses(deps, tx)) {
    const account = mustAccount(deps, ctx, address);
    deps.accounts.set(ctx, address, { ...account, sequence: account.sequence + 1n });
  }
}

/** x/wasm keeps a counter of the block's transactions in its store; here it is only paid for, the chain counts itself. */
function countTransaction(ctx: ExecutionContext): void {
  if (ctx.mode === 'simulate') return;
  const store = moduleStore(ctx, 'wasm');
  store.get(TX_COUNTER_KEY);
  const counter = Buffer.alloc(12);
  counter.writeBigUInt64BE(BigInt(ctx.block.height));
  counter.writeUInt32BE((ctx.tx?.index ?? 0) + 1, 8);
  store.set(TX_COUNTER_KEY, counter);
}

function checkBasics(ctx: ExecutionContext, tx: Transaction): void {
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

function checkTimeout(ctx: ExecutionContext, tx: Transaction): void {
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

function payForSize(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  deps.accounts.touchParams(ctx);
  ctx.gas.consume(GAS_PER_TX_BYTE * tx.bytes.length, 'txSize');
  if (ctx.mode !== 'simulate') return;
  tx.signers.forEach((signer, index) => {
    if ((tx.signatures[index]?.length ?? 0) > 0) return;
    deps.accounts.get(ctx, deps.accounts.addresses.decode(signer));
    ctx.gas.consume(GAS_PER_TX_BYTE * SIMULATED_SIGNATURE_BYTES, 'txSize');
  });
}

function deductFee(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  const { accounts, bank } = deps;
  const fee = feeOf(tx);
  if (ctx.mode !== 'simulate') checkFee(deps, ctx, tx, fee);
  if ((tx.authInfo.fee?.granter ?? '') !== '') throw sdkError('invalidRequest', 'fee grants are not enabled');
  const payer = tx.authInfo.fee?.payer === '' ? tx.signers[0] : (tx.authInfo.fee?.payer ?? tx.signers[0]);
  const address = accounts.addresses.decode(payer ?? '', 'fee payer');
  if (accounts.get(ctx, address) === undefined) {
    throw sdkError('unknownAddress', `fee payer address: ${payer ?? ''} does not exist`);
  }
  if (fee.length > 0) sendFee(bank, ctx, address, fee);
  ctx.events.push(event('tx', { fee: formatCoins(fee), fee_payer: accounts.addresses.encode(address) }));
}

/** The SDK wraps the bank's refusal in the same code once more; clients see both texts. */
function sendFee(bank: BankKeeper, ctx: ExecutionContext, payer: Uint8Array, fee: readonly Coin[]): void {
  try {
    bank.sendToModule(ctx, payer, FEE_COLLECTOR, fee);
  } catch (error) {
    throw error instanceof SdkError ? sdkError('insufficientFunds', error.message) : error;
  }
}

function feeOf(tx: Transaction): Coin[] {
  try {
    return parseCoins(tx.authInfo.fee?.amount ?? []);
  } catch {
    throw sdkError('insufficientFee', `invalid fee amount`);
  }
}

function checkFee(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction, fee: readonly Coin[]): void {
  if (tx.gasLimit === 0) throw sdkError('invalidGasLimit', 'must provide positive gas');
  if (ctx.mode !== 'check' && ctx.mode !== 'recheck') return;
  if (deps.minGasPrices.length === 0) return;
  const required = deps.minGasPrices.map((price) => requiredFee(price, tx.gasLimit));
  const enough = required.some((coin) => coin.amount === 0n || amountOf(fee, coin.denom) >= coin.amount);
  if (!enough) {
    throw sdkError(
      'insufficientFee',
      `insufficient fees; got: ${formatCoins(fee)} required: ${formatCoins(required)}`,
    );
  }
}

function amountOf(coins: readonly Coin[], denom: string): bigint {
  return coins.find((coin) => coin.denom === denom)?.amount ?? 0n;
}

function signerAddresses(deps: AnteDeps, tx: Transaction): Uint8Array[] {
  return tx.signers.map((signer) => deps.accounts.addresses.decode(signer));
}

function mustAccount(deps: AnteDeps, ctx: ExecutionContext, address: Uint8Array): Account {
  const account = deps.accounts.get(ctx, address);
  if (account === undefined) {
    throw sdkError('unknownAddress', `account ${deps.accounts.addresses.encode(address)} does not exist`);
  }
  return account;
}

/** Notes a signer's key at its first transaction and emits what transactions are found by. */
function setPublicKeys(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  const infos = tx.authInfo.signerInfos;
  signerAddresses(deps, tx).forEach((address, index) => {
    const key = infos[index]?.publicKey;
    if (key === undefined) return;
    const bytes = secp256k1KeyOf(key);
    const text = deps.accounts.addresses.encode(address);
    if (ctx.mode !== 'simulate' && !Buffer.from(addressOfSecp256k1(bytes)).equals(address)) {
      throw sdkError(
        'invalidPubKey',
        `pubKey does not match signer address ${text} with signer index: ${index}`,
      );
    }
    const account = mustAccount(deps, ctx, address);
    if (account.publicKey === undefined) deps.accounts.set(ctx, address, { ...account, publicKey: key });
  });
  tx.signers.forEach((signer, index) => {
    const sequence = infos[index]?.sequence ?? 0n;
    const signature = Buffer.from(tx.signatures[index] ?? []).toString('base64');
    ctx.events.push(event('tx', { acc_seq: `${signer}/${sequence}` }), event('tx', { signature }));
  });
  if (tx.signers.length > MAX_SIGNATURES) {
    throw sdkError('tooManySignatures', `signatures: ${tx.signers.length}, limit: ${MAX_SIGNATURES}`);
  }
}

function verifySignatures(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
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
    const mode = info.modeInfo?.single?.mode ?? SignMode.SIGN_MODE_UNSPECIFIED;
    checkSignature(ctx, tx, account, mode, secp256k1KeyOf(account.publicKey), tx.signatures[index]);
  });
}

function checkSignature(
  ctx: ExecutionContext,
  tx: Transaction,
  account: Account,
  mode: SignMode,
  key: Uint8Array,
  signature: Uint8Array | undefined,
): void {
  const { accountNumber, sequence } = account;
  const message = signBytes(tx, mode, { chainId: ctx.block.chainId, accountNumber, sequence });
  if (signature !== undefined && verifySignature(signature, message, key)) return;
  const chain = `chain-id (${ctx.block.chainId})`;
  const hint =
    mode === SignMode.SIGN_MODE_LEGACY_AMINO_JSON
      ? `account number (${accountNumber}), sequence (${sequence}) and ${chain}`
      : `account number (${accountNumber}) and ${chain}: (unable to verify single signer signature)`;
  throw sdkError('unauthorized', `signature verification failed; please verify ${hint}`);
}
