import { MsgStoreCode, MsgStoreCodeResponse } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import type { MessageType } from '../../tx/message.ts';
import { SdkError, sdkError, wrapping } from '../../tx/sdk-error.ts';
import { storeCode } from '../upload.ts';
import { checkAccess, checkWasmCode } from '../validate.ts';
import type { WasmMessageDeps } from './deps.ts';

export function storeCodeMessage({ addresses, codes }: WasmMessageDeps): MessageType<MsgStoreCode> {
  return {
    typeUrl: MsgStoreCode.typeUrl,
    responseTypeUrl: MsgStoreCodeResponse.typeUrl,
    decode: (bytes) => MsgStoreCode.decode(bytes),
    validate: (msg) => {
      addresses.decode(msg.sender);
      checkCodeBytes(msg.wasmByteCode);
      const { instantiatePermission: permission } = msg;
      if (permission !== undefined)
        wrapping('instantiate permission', () => checkAccess(permission, addresses));
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const upload = storeCode(codes, ctx, msg.sender, msg.wasmByteCode, msg.instantiatePermission);
      return MsgStoreCodeResponse.encode(MsgStoreCodeResponse.fromPartial(upload)).finish();
    },
  };
}

/** The one check whose error x/wasm reports under another code than its own. */
function checkCodeBytes(bytes: Uint8Array): void {
  try {
    checkWasmCode(bytes);
  } catch (error) {
    throw error instanceof SdkError ? sdkError('invalidRequest', `code bytes ${error.message}`) : error;
  }
}
