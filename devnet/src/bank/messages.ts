import {
  MsgMultiSend,
  MsgMultiSendResponse,
  MsgSend,
  MsgSendResponse,
} from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { AddressCodec } from '../auth/address.ts';
import type { MessageType } from '../tx/message.ts';
import { sdkError } from '../tx/sdk-error.ts';
import type { BankKeeper } from './bank-keeper.ts';
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
      const coins = parseCoins(msg.amount);
      if (coins.length === 0) throw sdkError('invalidCoins', '');
      bank.checkSend(ctx, to, coins);
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
      if (input === undefined || others.length > 0 || msg.outputs.length === 0) {
        throw sdkError('invalidRequest', 'exactly one input and at least one output are needed');
      }
      const from = addresses.decodeForBank(input.address, 'invalid input address');
      const outputs = msg.outputs.map((out) => ({
        to: addresses.decodeForBank(out.address, 'invalid output address'),
        coins: parseCoins(out.coins),
      }));
      checkBalanced(
        parseCoins(input.coins),
        outputs.flatMap((out) => out.coins),
      );
      for (const { to, coins } of outputs) {
        bank.checkSend(ctx, to, coins);
        bank.send(ctx, from, to, coins);
      }
      return MsgMultiSendResponse.encode({}).finish();
    },
  };
}

function checkBalanced(input: readonly Coin[], outputs: readonly Coin[]): void {
  const sums = new Map(input.map((coin) => [coin.denom, coin.amount]));
  for (const coin of outputs) sums.set(coin.denom, (sums.get(coin.denom) ?? 0n) - coin.amount);
  if ([...sums.values()].some((rest) => rest !== 0n))
    throw sdkError('invalidCoins', 'sum inputs != sum outputs');
}
