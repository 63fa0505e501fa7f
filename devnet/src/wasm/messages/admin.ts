import {
  MsgClearAdmin,
  MsgClearAdminResponse,
  MsgUpdateAdmin,
  MsgUpdateAdminResponse,
  MsgUpdateContractLabel,
  MsgUpdateContractLabelResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import type { AddressCodec } from '../../auth/address.ts';
import type { MessageType } from '../../tx/message.ts';
import { wasmError, wrapping } from '../../tx/sdk-error.ts';
import { checkLabel } from '../validate.ts';
import type { WasmMessageDeps } from './deps.ts';

/** Who asks, and about which contract: what all three messages begin with. */
interface Subject {
  readonly sender: string;
  readonly contract: string;
}

function subjectOf(addresses: AddressCodec, msg: Subject): { sender: Uint8Array; contract: Uint8Array } {
  const sender = addresses.decode(msg.sender, 'sender');
  return { sender, contract: addresses.decode(msg.contract, 'contract') };
}

export function updateAdminMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgUpdateAdmin> {
  return {
    typeUrl: MsgUpdateAdmin.typeUrl,
    responseTypeUrl: MsgUpdateAdminResponse.typeUrl,
    decode: (bytes) => MsgUpdateAdmin.decode(bytes),
    validate: (msg) => {
      subjectOf(addresses, msg);
      addresses.decode(msg.newAdmin, 'new admin');
      if (msg.sender.toLowerCase() === msg.newAdmin.toLowerCase()) {
        throw wasmError('invalid', 'new admin is the same as the old');
      }
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const { sender, contract } = subjectOf(addresses, msg);
      wasm.setAdmin(ctx, contract, sender, addresses.decode(msg.newAdmin, 'new admin'));
      return MsgUpdateAdminResponse.encode({}).finish();
    },
  };
}

export function clearAdminMessage({ addresses, wasm }: WasmMessageDeps): MessageType<MsgClearAdmin> {
  return {
    typeUrl: MsgClearAdmin.typeUrl,
    responseTypeUrl: MsgClearAdminResponse.typeUrl,
    decode: (bytes) => MsgClearAdmin.decode(bytes),
    validate: (msg) => void subjectOf(addresses, msg),
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const { sender, contract } = subjectOf(addresses, msg);
      wasm.setAdmin(ctx, contract, sender, undefined);
      return MsgClearAdminResponse.encode({}).finish();
    },
  };
}

export function updateLabelMessage({
  addresses,
  wasm,
}: WasmMessageDeps): MessageType<MsgUpdateContractLabel> {
  return {
    typeUrl: MsgUpdateContractLabel.typeUrl,
    responseTypeUrl: MsgUpdateContractLabelResponse.typeUrl,
    decode: (bytes) => MsgUpdateContractLabel.decode(bytes),
    validate: (msg) => {
      subjectOf(addresses, msg);
      wrapping('label', () => checkLabel(msg.newLabel));
    },
    signer: (msg) => msg.sender,
    handle: (ctx, msg) => {
      const { sender, contract } = subjectOf(addresses, msg);
      wasm.setLabel(ctx, contract, sender, msg.newLabel);
      return MsgUpdateContractLabelResponse.encode({}).finish();
    },
  };
}
