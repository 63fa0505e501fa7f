import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import {
  MsgClearAdmin,
  MsgExecuteContract,
  MsgInstantiateContract,
  MsgInstantiateContract2,
  MsgMigrateContract,
  MsgUpdateAdmin,
} from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { normalizeCoins, toWire } from '../bank/coins.ts';
import { wasmError } from '../tx/sdk-error.ts';
import { ShapeError, asBytes, asCoins, asObject, asText, asUint64 } from './decode-json.ts';
import type { JsonObject } from './json.ts';

/** A contract's message as a message of the chain. */
export interface EncodedMessage {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

const NOTHING = new Uint8Array();
const MAX_ANY_BYTES = 1024 * 1024;

/**
 * Turns a contract's message into messages of the chain, sent by the contract. An empty send is no message at all.
 * Throws SdkError `unknown message from the contract` for what this chain has no module for.
 */
export function encodeContractMessage(msg: JsonObject, sender: string): EncodedMessage[] {
  try {
    if (msg['bank'] !== undefined) return encodeBank(asObject(msg['bank'], 'bank'), sender);
    if (msg['wasm'] !== undefined) return [encodeWasm(asObject(msg['wasm'], 'wasm'), sender)];
    const any = msg['any'] ?? msg['stargate'];
    if (any !== undefined) return [encodeAny(asObject(any, 'any'))];
  } catch (error) {
    if (error instanceof ShapeError) throw wasmError('vmError', error.message);
    throw error;
  }
  if (msg['custom'] !== undefined) throw wasmError('unknownMsg', 'custom variant not supported');
  throw wasmError('unknownMsg', 'unknown variant of Wasm');
}

function coinsOf(value: JsonObject, field: string): { denom: string; amount: string }[] {
  return toWire(normalizeCoins(asCoins(value[field], field)));
}

function encodeBank(bank: JsonObject, sender: string): EncodedMessage[] {
  if (bank['send'] === undefined) throw wasmError('unknownMsg', 'unknown variant of Bank');
  const send = asObject(bank['send'], 'send');
  if (asCoins(send['amount'], 'amount').length === 0) return [];
  const amount = coinsOf(send, 'amount');
  const toAddress = asText(send['to_address'], 'to_address');
  const message = MsgSend.fromPartial({ fromAddress: sender, toAddress, amount });
  return [{ typeUrl: MsgSend.typeUrl, value: MsgSend.encode(message).finish() }];
}

function encodeAny(any: JsonObject): EncodedMessage {
  const value = asBytes(any['value'], 'value') ?? NOTHING;
  if (value.length > MAX_ANY_BYTES)
    throw wasmError('limit', `AnyMsg value size ${value.length} exceeds limit ${MAX_ANY_BYTES}`);
  return { typeUrl: asText(any['type_url'], 'type_url'), value };
}

function encodeWasm(wasm: JsonObject, sender: string): EncodedMessage {
  const [variant, raw] =
    Object.entries(wasm).find(([, value]) => value !== null && value !== undefined) ?? [];
  const encode = variant === undefined ? undefined : WASM_VARIANTS[variant];
  if (encode === undefined) throw wasmError('unknownMsg', 'unknown variant of Wasm');
  return encode(asObject(raw, `wasm.${variant ?? ''}`), sender);
}

type WasmEncoder = (raw: JsonObject, sender: string) => EncodedMessage;

function instantiateFields(
  raw: JsonObject,
  sender: string,
): {
  sender: string;
  admin: string;
  codeId: bigint;
  label: string;
  msg: Uint8Array;
  funds: { denom: string; amount: string }[];
} {
  return {
    sender,
    admin: asText(raw['admin'], 'admin'),
    codeId: asUint64(raw['code_id'], 'code_id'),
    label: asText(raw['label'], 'label'),
    msg: asBytes(raw['msg'], 'msg') ?? NOTHING,
    funds: coinsOf(raw, 'funds'),
  };
}

const contractOf = (raw: JsonObject): string => asText(raw['contract_addr'], 'contract_addr');

const WASM_VARIANTS: Readonly<Record<string, WasmEncoder>> = {
  execute: (raw, sender) => {
    const msg = asBytes(raw['msg'], 'msg') ?? NOTHING;
    const value = MsgExecuteContract.fromPartial({
      sender,
      contract: contractOf(raw),
      msg,
      funds: coinsOf(raw, 'funds'),
    });
    return { typeUrl: MsgExecuteContract.typeUrl, value: MsgExecuteContract.encode(value).finish() };
  },
  instantiate: (raw, sender) => {
    const value = MsgInstantiateContract.fromPartial(instantiateFields(raw, sender));
    return { typeUrl: MsgInstantiateContract.typeUrl, value: MsgInstantiateContract.encode(value).finish() };
  },
  instantiate2: (raw, sender) => {
    const salt = asBytes(raw['salt'], 'salt') ?? NOTHING;
    const value = MsgInstantiateContract2.fromPartial({
      ...instantiateFields(raw, sender),
      salt,
      fixMsg: false,
    });
    return {
      typeUrl: MsgInstantiateContract2.typeUrl,
      value: MsgInstantiateContract2.encode(value).finish(),
    };
  },
  migrate: (raw, sender) => {
    const msg = asBytes(raw['msg'], 'msg') ?? NOTHING;
    const codeId = asUint64(raw['new_code_id'], 'new_code_id');
    const value = MsgMigrateContract.fromPartial({ sender, contract: contractOf(raw), codeId, msg });
    return { typeUrl: MsgMigrateContract.typeUrl, value: MsgMigrateContract.encode(value).finish() };
  },
  update_admin: (raw, sender) => {
    const value = MsgUpdateAdmin.fromPartial({
      sender,
      contract: contractOf(raw),
      newAdmin: asText(raw['admin'], 'admin'),
    });
    return { typeUrl: MsgUpdateAdmin.typeUrl, value: MsgUpdateAdmin.encode(value).finish() };
  },
  clear_admin: (raw, sender) => {
    const value = MsgClearAdmin.fromPartial({ sender, contract: contractOf(raw) });
    return { typeUrl: MsgClearAdmin.typeUrl, value: MsgClearAdmin.encode(value).finish() };
  },
};
