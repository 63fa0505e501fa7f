import {
  MsgInstantiateContract,
  MsgInstantiateContract2,
  MsgInstantiateContract2Response,
  MsgInstantiateContractResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import type { AddressCodec } from '../../auth/address.ts';
import { parseCoins } from '../../bank/coins.ts';
import type { MessageType } from '../../tx/message.ts';
import { sdkError, wrapping } from '../../tx/sdk-error.ts';
import { classicAddress, predictableAddress } from '../addresses.ts';
import { nextId } from '../code-store.ts';
import type { Instantiation } from '../instantiate.ts';
import { NEXT_INSTANCE_KEY } from '../keys.ts';
import { checkJson, checkLabel, checkSalt } from '../validate.ts';
import type { WasmMessageDeps } from './deps.ts';

const NOTHING = new Uint8Array();

/** What both messages have in common. */
interface InstantiateFields {
  readonly sender: string;
  readonly admin: string;
  readonly codeId: bigint;
  readonly label: string;
  readonly msg: Uint8Array;
  readonly funds: readonly { denom: string; amount: string }[];
}

export function instantiateMessage(deps: WasmMessageDeps): MessageType<MsgInstantiateContract> {
  const { addresses, wasm } = deps;
  return {
    typeUrl: MsgInstantiateContract.typeUrl,
    responseTypeUrl: MsgInstantiateContractResponse.typeUrl,
    decode: (bytes) => MsgInstantiateContract.decode(bytes),
    validate: (msg) => validateFields(addresses, msg),
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const { address, data } = wasm.instantiate(ctx, {
        ...instantiation(addresses, msg),
        address: () => classicAddress(msg.codeId, nextId(ctx, NEXT_INSTANCE_KEY)),
      });
      const response = { address: addresses.encode(address), data: data ?? NOTHING };
      return MsgInstantiateContractResponse.encode(response).finish();
    },
  };
}

export function instantiate2Message(deps: WasmMessageDeps): MessageType<MsgInstantiateContract2> {
  const { addresses, wasm } = deps;
  return {
    typeUrl: MsgInstantiateContract2.typeUrl,
    responseTypeUrl: MsgInstantiateContract2Response.typeUrl,
    decode: (bytes) => MsgInstantiateContract2.decode(bytes),
    validate: (msg) => {
      validateFields(addresses, msg);
      wrapping('salt', () => checkSalt(msg.salt));
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const initMsg = msg.fixMsg ? msg.msg : NOTHING;
      const creator = addresses.decode(msg.sender);
      const { address, data } = wasm.instantiate(ctx, {
        ...instantiation(addresses, msg),
        address: (code) => predictableAddress(code.codeHash, creator, msg.salt, initMsg),
      });
      const response = { address: addresses.encode(address), data: data ?? NOTHING };
      return MsgInstantiateContract2Response.encode(response).finish();
    },
  };
}

function validateFields(addresses: AddressCodec, msg: InstantiateFields): void {
  addresses.decode(msg.sender, 'sender');
  if (msg.codeId === 0n) throw sdkError('invalidRequest', 'code id is required');
  wrapping('label', () => checkLabel(msg.label));
  wrapping('funds', () => parseCoins(msg.funds));
  if (msg.admin !== '') addresses.decode(msg.admin, 'admin');
  wrapping('payload msg', () => checkJson(msg.msg));
}

function instantiation(addresses: AddressCodec, msg: InstantiateFields): Omit<Instantiation, 'address'> {
  return {
    codeId: msg.codeId,
    creator: addresses.decode(msg.sender, 'sender'),
    admin: msg.admin === '' ? undefined : addresses.decode(msg.admin, 'admin'),
    label: msg.label,
    msg: msg.msg,
    funds: parseCoins(msg.funds),
  };
}
