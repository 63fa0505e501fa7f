import { MsgMigrateContract, MsgMigrateContractResponse } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import type { MessageType } from '../../tx/message.ts';
import { sdkError, wrapping } from '../../tx/sdk-error.ts';
import { checkJson } from '../validate.ts';
import type { WasmMessageDeps } from './deps.ts';

const NOTHING = new Uint8Array();

export function migrateMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgMigrateContract> {
  return {
    typeUrl: MsgMigrateContract.typeUrl,
    responseTypeUrl: MsgMigrateContractResponse.typeUrl,
    decode: (bytes) => MsgMigrateContract.decode(bytes),
    validate: (msg) => {
      if (msg.codeId === 0n) throw sdkError('invalidRequest', 'code id is required');
      addresses.decode(msg.sender, 'sender');
      addresses.decode(msg.contract, 'contract');
      wrapping('payload msg', () => checkJson(msg.msg));
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const data = wasm.migrate(ctx, {
        contract: addresses.decode(msg.contract, 'contract'),
        caller: addresses.decode(msg.sender, 'sender'),
        codeId: msg.codeId,
        msg: msg.msg,
      });
      return MsgMigrateContractResponse.encode({ data: data ?? NOTHING }).finish();
    },
  };
}
