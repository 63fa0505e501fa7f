import { MsgExecuteContract, MsgExecuteContractResponse } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { parseCoins } from '../../bank/coins.ts';
import type { MessageType } from '../../tx/message.ts';
import { wrapping } from '../../tx/sdk-error.ts';
import { checkJson } from '../validate.ts';
import type { WasmMessageDeps } from './deps.ts';

const NOTHING = new Uint8Array();

export function executeMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgExecuteContract> {
  return {
    typeUrl: MsgExecuteContract.typeUrl,
    responseTypeUrl: MsgExecuteContractResponse.typeUrl,
    decode: (bytes) => MsgExecuteContract.decode(bytes),
    validate: (msg) => {
      addresses.decode(msg.sender, 'sender');
      addresses.decode(msg.contract, 'contract');
      wrapping('funds', () => parseCoins(msg.funds));
      wrapping('payload msg', () => checkJson(msg.msg));
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const [contract, sender] = [
        addresses.decode(msg.contract, 'contract'),
        addresses.decode(msg.sender, 'sender'),
      ];
      const data = wasm.execute(ctx, contract, sender, msg.msg, parseCoins(msg.funds));
      return MsgExecuteContractResponse.encode({ data: data ?? NOTHING }).finish();
    },
  };
}
