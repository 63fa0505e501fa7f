import {
  MsgMultiSend,
  MsgMultiSendResponse,
  MsgSend,
  MsgSendResponse,
} from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { AddressCodec } from '../auth/address.ts';
import type { MessageType } from '../tx/message.ts';
import { sdkError } from '../tx/sdk-error.ts';
import { bankError } from './bank-error.ts';
import type { BankKeeper, Transfer } from './bank-keeper.ts';
import type { Coin } from './coins.ts';
import { parseCoins } from './coins.ts';

export function sendMessage(bank: BankKeeper, addresses: AddressCodec): MessageType<MsgSend> {
  return {
    typeUrl: MsgSend.typeUrl,
    responseTypeUrl: MsgSendResponse.typeUrl,
    decode: (bytes) => MsgSend.decode(bytes),
    validate: () => undefined,
    signer: (msg) => msg.fromAddress,
    handle: (ctx, msg) => {
      const from = addresses.decodeForBank(msg.fromAddress, 'invalid from address');
      const to = addresses.decodeForBank(msg.toAddress, 'invalid to address');
      const coins = positiveCoins(msg.amount);
      bank.checkSendEnabled(ctx, coins);
      bank.checkRecipient(to);
      bank.send(ctx, from, to, coins);
      return MsgSendResponse.encode({}).finish();
    },
  };
}

export function multiSendMessage(bank: BankKeeper, addresses: AddressCodec): MessageType<MsgMultiSend> {
  return {
    typeUrl: MsgMultiSend.typeUrl,
    responseTypeUrl: MsgMultiSendResponse.typeUrl,
    decode: (bytes) => MsgMultiSend.decode(bytes),
    validate: () => undefined,
    signer: (msg) => msg.inputs[0]?.address ?? '',
    handle: (ctx, msg) => {
      const [input, ...others] = msg.inputs;
      if (input === undefined) throw bankError('noInputs');
      if (others.length > 0) throw bankError('multipleSenders');
      if (msg.outputs.length === 0) throw bankError('noOutputs');
      const from = transferOf(addresses, input, 'invalid input address');
      const outputs = msg.outputs.map((output) => transferOf(addresses, output, 'invalid output address'));
      checkBalanced(
        from.coins,
        outputs.flatMap(({ coins }) => coins),
      );
      bank.checkSendEnabled(ctx, from.coins);
      for (const { address } of outputs) bank.checkRecipient(address);
      bank.multiSend(ctx, from, outputs);
      return MsgMultiSendResponse.encode({}).finish();
    },
  };
}

function transferOf(
  addresses: AddressCodec,
  raw: { readonly address: string; readonly coins: Parameters<typeof parseCoins>[0] },
  field: string,
): Transfer {
  const address = addresses.decodeForBank(raw.address, field);
  return { address, coins: positiveCoins(raw.coins) };
}

/** Coins of which there are some. Throws SdkError `invalid coins`. */
function positiveCoins(raw: Parameters<typeof parseCoins>[0]): Coin[] {
  const coins = parseCoins(raw);
  if (coins.length === 0) throw sdkError('invalidCoins', '');
  return coins;
}

function checkBalanced(input: readonly Coin[], outputs: readonly Coin[]): void {
  const sums = new Map(input.map((coin) => [coin.denom, coin.amount]));
  for (const coin of outputs) sums.set(coin.denom, (sums.get(coin.denom) ?? 0n) - coin.amount);
  if ([...sums.values()].some((rest) => rest !== 0n)) throw bankError('mismatch');
}
