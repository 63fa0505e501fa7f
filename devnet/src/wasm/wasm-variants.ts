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
import { asBytes, asCoins, asObject, asText, asUint64, isGiven } from './decode-json.ts';
import type { EncodedMessage } from './encoded-message.ts';
import { encoded } from './encoded-message.ts';
import type { JsonObject } from './json.ts';

const NOTHING = new Uint8Array();

type Encoder = (raw: JsonObject, sender: string) => EncodedMessage;

const contractOf = (raw: JsonObject): string => asText(raw['contract_addr'], 'contract_addr');
const msgOf = (raw: JsonObject): Uint8Array => asBytes(raw['msg'], 'msg') ?? NOTHING;

/** Coins as a contract writes them, in the form that the chain's messages need. */
export function coinsOf(raw: JsonObject, field: string): { denom: string; amount: string }[] {
  return toWire(normalizeCoins(asCoins(raw[field], field)));
}

const instantiateFields = (raw: JsonObject, sender: string) => ({
  sender,
  admin: asText(raw['admin'], 'admin'),
  codeId: asUint64(raw['code_id'], 'code_id'),
  label: asText(raw['label'], 'label'),
  msg: msgOf(raw),
  funds: coinsOf(raw, 'funds'),
});

/** In the order in which wasmd looks for them. */
const VARIANTS: Readonly<Record<string, Encoder>> = {
  execute: (raw, sender) => {
    const fields = { sender, contract: contractOf(raw), msg: msgOf(raw), funds: coinsOf(raw, 'funds') };
    return encoded(MsgExecuteContract, fields);
  },
  instantiate: (raw, sender) => encoded(MsgInstantiateContract, instantiateFields(raw, sender)),
  instantiate2: (raw, sender) => {
    const salt = asBytes(raw['salt'], 'salt') ?? NOTHING;
    return encoded(MsgInstantiateContract2, { ...instantiateFields(raw, sender), salt, fixMsg: false });
  },
  migrate: (raw, sender) => {
    const codeId = asUint64(raw['new_code_id'], 'new_code_id');
    return encoded(MsgMigrateContract, { sender, contract: contractOf(raw), codeId, msg: msgOf(raw) });
  },
  clear_admin: (raw, sender) => encoded(MsgClearAdmin, { sender, contract: contractOf(raw) }),
  update_admin: (raw, sender) =>
    encoded(MsgUpdateAdmin, { sender, contract: contractOf(raw), newAdmin: asText(raw['admin'], 'admin') }),
};

/** A message to another contract. Throws ShapeError, or SdkError `unknown message from the contract`. */
export function encodeWasm(wasm: JsonObject, sender: string): EncodedMessage {
  for (const [variant, encode] of Object.entries(VARIANTS)) {
    if (isGiven(wasm[variant])) return encode(asObject(wasm[variant], `wasm.${variant}`), sender);
  }
  throw wasmError('unknownMsg', 'unknown variant of Wasm');
}
