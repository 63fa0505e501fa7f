import {
  MsgClearAdmin,
  MsgClearAdminResponse,
  MsgExecuteContract,
  MsgExecuteContractResponse,
  MsgInstantiateContract,
  MsgInstantiateContract2,
  MsgInstantiateContract2Response,
  MsgInstantiateContractResponse,
  MsgMigrateContract,
  MsgMigrateContractResponse,
  MsgStoreCode,
  MsgStoreCodeResponse,
  MsgUpdateAdmin,
  MsgUpdateAdminResponse,
  MsgUpdateContractLabel,
  MsgUpdateContractLabelResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import type { AddressCodec } from '../auth/address.ts';
import { parseCoins } from '../bank/coins.ts';
import type { MessageRouter, MessageType } from '../tx/message.ts';
import { SdkError, sdkError, wasmError, wrapping } from '../tx/sdk-error.ts';
import { classicAddress, predictableAddress } from './addresses.ts';
import type { CodeStore } from './code-store.ts';
import { nextId } from './code-store.ts';
import { NEXT_INSTANCE_KEY } from './keys.ts';
import { storeCode } from './upload.ts';
import { checkJson, checkLabel, checkSalt, checkWasmCode } from './validate.ts';
import type { WasmKeeper } from './wasm-keeper.ts';

const NOTHING = new Uint8Array();

export interface WasmMessageDeps {
  readonly addresses: AddressCodec;
  readonly codes: CodeStore;
  readonly wasm: WasmKeeper;
}

export function registerWasmMessages(router: MessageRouter, deps: WasmMessageDeps): void {
  router.register(storeCodeMessage(deps));
  router.register(instantiateMessage(deps));
  router.register(instantiate2Message(deps));
  router.register(executeMessage(deps));
  router.register(migrateMessage(deps));
  router.register(updateAdminMessage(deps));
  router.register(clearAdminMessage(deps));
  router.register(updateLabelMessage(deps));
}

function storeCodeMessage({ addresses, codes }: WasmMessageDeps): MessageType<MsgStoreCode> {
  return {
    typeUrl: MsgStoreCode.typeUrl,
    responseTypeUrl: MsgStoreCodeResponse.typeUrl,
    decode: (bytes) => MsgStoreCode.decode(bytes),
    validate: (msg) => {
      addresses.decode(msg.sender);
      try {
        checkWasmCode(msg.wasmByteCode);
      } catch (error) {
        throw error instanceof SdkError ? sdkError('invalidRequest', `code bytes ${error.message}`) : error;
      }
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const upload = storeCode(codes, ctx, msg.sender, msg.wasmByteCode, msg.instantiatePermission);
      return MsgStoreCodeResponse.encode(MsgStoreCodeResponse.fromPartial(upload)).finish();
    },
  };
}

interface InstantiateFields {
  readonly sender: string;
  readonly admin: string;
  readonly codeId: bigint;
  readonly label: string;
  readonly msg: Uint8Array;
  readonly funds: readonly { denom: string; amount: string }[];
}

function validateInstantiate(addresses: AddressCodec, msg: InstantiateFields): void {
  addresses.decode(msg.sender, 'sender');
  if (msg.codeId === 0n) throw sdkError('invalidRequest', 'code id is required');
  wrapping('label', () => checkLabel(msg.label));
  wrapping('funds', () => parseCoins(msg.funds));
  if (msg.admin !== '') addresses.decode(msg.admin, 'admin');
  wrapping('payload msg', () => checkJson(msg.msg));
}

function instantiateMessage(deps: WasmMessageDeps): MessageType<MsgInstantiateContract> {
  const { addresses, wasm } = deps;
  return {
    typeUrl: MsgInstantiateContract.typeUrl,
    responseTypeUrl: MsgInstantiateContractResponse.typeUrl,
    decode: (bytes) => MsgInstantiateContract.decode(bytes),
    validate: (msg) => validateInstantiate(addresses, msg),
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

function instantiate2Message(deps: WasmMessageDeps): MessageType<MsgInstantiateContract2> {
  const { addresses, wasm } = deps;
  return {
    typeUrl: MsgInstantiateContract2.typeUrl,
    responseTypeUrl: MsgInstantiateContract2Response.typeUrl,
    decode: (bytes) => MsgInstantiateContract2.decode(bytes),
    validate: (msg) => {
      validateInstantiate(addresses, msg);
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

function instantiation(
  addresses: AddressCodec,
  msg: InstantiateFields,
): {
  creator: Uint8Array;
  admin: Uint8Array | undefined;
  codeId: bigint;
  label: string;
  msg: Uint8Array;
  funds: ReturnType<typeof parseCoins>;
} {
  return {
    codeId: msg.codeId,
    creator: addresses.decode(msg.sender, 'sender'),
    admin: msg.admin === '' ? undefined : addresses.decode(msg.admin, 'admin'),
    label: msg.label,
    msg: msg.msg,
    funds: parseCoins(msg.funds),
  };
}

function executeMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgExecuteContract> {
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
      const contract = addresses.decode(msg.contract, 'contract');
      const data = wasm.execute(
        ctx,
        contract,
        addresses.decode(msg.sender, 'sender'),
        msg.msg,
        parseCoins(msg.funds),
      );
      return MsgExecuteContractResponse.encode({ data: data ?? NOTHING }).finish();
    },
  };
}

function migrateMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgMigrateContract> {
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
      const contract = addresses.decode(msg.contract, 'contract');
      const data = wasm.migrate(ctx, contract, addresses.decode(msg.sender, 'sender'), msg.codeId, msg.msg);
      return MsgMigrateContractResponse.encode({ data: data ?? NOTHING }).finish();
    },
  };
}

function updateAdminMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgUpdateAdmin> {
  return {
    typeUrl: MsgUpdateAdmin.typeUrl,
    responseTypeUrl: MsgUpdateAdminResponse.typeUrl,
    decode: (bytes) => MsgUpdateAdmin.decode(bytes),
    validate: (msg) => {
      addresses.decode(msg.sender, 'sender');
      addresses.decode(msg.contract, 'contract');
      addresses.decode(msg.newAdmin, 'new admin');
      if (msg.sender.toLowerCase() === msg.newAdmin.toLowerCase()) {
        throw wasmError('invalid', 'new admin is the same as the old');
      }
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const admin = addresses.decode(msg.newAdmin, 'new admin');
      wasm.setAdmin(
        ctx,
        addresses.decode(msg.contract, 'contract'),
        addresses.decode(msg.sender, 'sender'),
        admin,
      );
      return MsgUpdateAdminResponse.encode({}).finish();
    },
  };
}

function clearAdminMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgClearAdmin> {
  return {
    typeUrl: MsgClearAdmin.typeUrl,
    responseTypeUrl: MsgClearAdminResponse.typeUrl,
    decode: (bytes) => MsgClearAdmin.decode(bytes),
    validate: (msg) => {
      addresses.decode(msg.sender, 'sender');
      addresses.decode(msg.contract, 'contract');
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      wasm.setAdmin(
        ctx,
        addresses.decode(msg.contract, 'contract'),
        addresses.decode(msg.sender, 'sender'),
        undefined,
      );
      return MsgClearAdminResponse.encode({}).finish();
    },
  };
}

function updateLabelMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgUpdateContractLabel> {
  return {
    typeUrl: MsgUpdateContractLabel.typeUrl,
    responseTypeUrl: MsgUpdateContractLabelResponse.typeUrl,
    decode: (bytes) => MsgUpdateContractLabel.decode(bytes),
    validate: (msg) => {
      addresses.decode(msg.sender, 'sender');
      addresses.decode(msg.contract, 'contract');
      wrapping('label', () => checkLabel(msg.newLabel));
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      wasm.setLabel(
        ctx,
        addresses.decode(msg.contract, 'contract'),
        addresses.decode(msg.sender, 'sender'),
        msg.newLabel,
      );
      return MsgUpdateContractLabelResponse.encode({}).finish();
    },
  };
}
