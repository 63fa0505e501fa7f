import { readFileSync } from 'node:fs';
import { DirectSecp256k1HdWallet, coin, parseCoins } from '@cosmjs/proto-signing';
import { messageOf } from '@cloudx3/errors';
import { GasPrice, SigningStargateClient, assertIsDeliverTxSuccess, calculateFee } from '@cosmjs/stargate';
import type { DeliverTxResponse } from '@cosmjs/stargate';
import { GENESIS_DEFAULTS } from '../chain/genesis.ts';
import { DevnetError, DevnetErrorCode } from '../errors.ts';

// A transfer of one coin takes some 70,000.
const GAS = 150_000;
const POLL_MS = 200;

interface FaucetOptions {
  readonly from: string;
  readonly rpc: string;
  readonly amount: string;
  readonly gasPrice?: string;
  readonly json?: boolean;
}

/** Sends an address money of an account that the genesis funded. Throws `devnet.option.invalid` for a file without words and for what is no amount. */
export async function faucet(address: string, options: FaucetOptions): Promise<void> {
  const { from, rpc, json } = options;
  const amount = oneCoin(options.amount);
  const gasPrice = GasPrice.fromString(options.gasPrice ?? `0.025${amount.denom}`);
  const wallet = await walletOf(from);
  const client = await SigningStargateClient.connectWithSigner(rpc, wallet, {
    broadcastPollIntervalMs: POLL_MS,
  });
  try {
    const [account] = await wallet.getAccounts();
    if (account === undefined) throw new Error('a wallet has an account');
    const fee = calculateFee(GAS, gasPrice);
    const sent = await client.sendTokens(account.address, address, [amount], fee);
    requireDelivered(sent);
    const result = { from: account.address, to: address, ...amount, tx: sent.transactionHash };
    console.log(
      json === true
        ? JSON.stringify(result)
        : `${address} has ${amount.amount}${amount.denom} more, from ${account.address} (in ${result.tx})`,
    );
  } finally {
    client.disconnect();
  }
}

function requireDelivered(sent: DeliverTxResponse): void {
  try {
    assertIsDeliverTxSuccess(sent);
  } catch (cause) {
    throw new DevnetError(DevnetErrorCode.faucetRefused, messageOf(cause));
  }
}

function oneCoin(text: string): { readonly denom: string; readonly amount: string } {
  const found = /^\d{1,38}[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/.test(text) ? parseCoins(text)[0] : undefined;
  if (found === undefined) throw invalid('amount', 'must be like 100000000ucx3');
  return coin(found.amount, found.denom);
}

/** The words of a wallet, alone in a file or as "init" writes them. */
async function walletOf(file: string): Promise<DirectSecp256k1HdWallet> {
  try {
    const text = readFileSync(file, 'utf8').trim();
    const words = text.startsWith('{') ? (JSON.parse(text) as { mnemonic: string }).mnemonic : text;
    return await DirectSecp256k1HdWallet.fromMnemonic(words, { prefix: GENESIS_DEFAULTS.addressPrefix });
  } catch {
    throw invalid('from', `must name a file with the words of a wallet; ${file} holds none`);
  }
}

function invalid(name: string, problem: string): DevnetError {
  return new DevnetError(DevnetErrorCode.optionInvalid, `option --${name} ${problem}`);
}
