import type { BankKeeper } from '../../bank/bank-keeper.ts';
import { FEE_COLLECTOR } from '../../bank/bank-keeper.ts';
import type { Coin } from '../../bank/coins.ts';
import { formatCoins, parseCoins, readCoins } from '../../bank/coins.ts';
import type { ExecutionContext } from '../../state/context.ts';
import { event } from '../../state/events.ts';
import { requiredFee } from '../gas-price.ts';
import { SdkError, sdkError } from '../sdk-error.ts';
import type { Transaction } from '../transaction.ts';
import type { AnteDeps } from './deps.ts';

/** Takes the fee from the payer, or else the first signer. What it takes is kept even if the messages fail. */
export function deductFee(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  const { accounts, bank } = deps;
  const offered = readFee(tx);
  if (ctx.mode !== 'simulate') checkFee(deps, ctx, tx, offered);
  const { payer: named = '', granter = '' } = tx.authInfo.fee ?? {};
  if (granter !== '') throw sdkError('invalidRequest', 'fee grants are not enabled');
  const payer = named === '' ? (tx.signers[0] ?? '') : named;
  const address = accounts.addresses.decode(payer, 'fee payer');
  if (accounts.get(ctx, address) === undefined) {
    throw sdkError('unknownAddress', `fee payer address: ${payer} does not exist`);
  }
  // Coins of nothing are no fee: so a simulation may name the coin of a fee that it does not know yet.
  if (offered.some(({ amount }) => amount !== 0n)) sendFee(bank, ctx, address, validFee(tx));
  ctx.events.push(event('tx', { fee: formatCoins(offered), fee_payer: accounts.addresses.encode(address) }));
}

/** The SDK wraps the bank's refusal in the same code once more; clients see both texts. */
function sendFee(bank: BankKeeper, ctx: ExecutionContext, payer: Uint8Array, fee: readonly Coin[]): void {
  try {
    bank.sendToModule(ctx, payer, FEE_COLLECTOR, fee);
  } catch (error) {
    throw error instanceof SdkError ? sdkError('insufficientFunds', error.message) : error;
  }
}

function readFee(tx: Transaction): Coin[] {
  const fee = wrapping('invalid fee provided', () => readCoins(tx.authInfo.fee?.amount ?? []));
  if (fee.some(({ amount }) => amount < 0n)) {
    throw sdkError('insufficientFee', `invalid fee provided: ${formatCoins(fee)}`);
  }
  return fee;
}

/** In order, each coin once and none of them nothing. */
function validFee(tx: Transaction): Coin[] {
  return wrapping('invalid fee amount', () => parseCoins(tx.authInfo.fee?.amount ?? []));
}

function wrapping(what: string, read: () => Coin[]): Coin[] {
  try {
    return read();
  } catch {
    throw sdkError('insufficientFee', what);
  }
}

/** Prices are this node's own: they only matter while a transaction is checked. */
function checkFee(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction, fee: readonly Coin[]): void {
  if (tx.gasLimit === 0) throw sdkError('invalidGasLimit', 'must provide positive gas');
  if (ctx.mode !== 'check' && ctx.mode !== 'recheck') return;
  if (deps.minGasPrices.length === 0) return;
  const required = deps.minGasPrices.map((price) => requiredFee(price, tx.gasLimit));
  if (required.some((coin) => coin.amount === 0n || amountOf(fee, coin.denom) >= coin.amount)) return;
  const figures = `got: ${formatCoins(fee)} required: ${formatCoins(required)}`;
  throw sdkError('insufficientFee', `insufficient fees; ${figures}`);
}

function amountOf(coins: readonly Coin[], denom: string): bigint {
  return coins.find((coin) => coin.denom === denom)?.amount ?? 0n;
}
