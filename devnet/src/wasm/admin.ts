import type { ExecutionContext } from '../state/context.ts';
import { event } from '../state/events.ts';
import type { AddressCodec } from '../auth/address.ts';
import { modifiableContract } from './contract-records.ts';
import { setContractInfo } from './contract-store.ts';

const WHAT = 'can not modify contract';

/** Gives the contract another admin; `admin` undefined leaves it without one, for ever. */
export function setAdmin(
  addresses: AddressCodec,
  ctx: ExecutionContext,
  contract: Uint8Array,
  caller: Uint8Array,
  admin: Uint8Array | undefined,
): void {
  const info = modifiableContract(addresses, ctx, contract, caller, WHAT);
  const text = admin === undefined ? '' : addresses.encode(admin);
  setContractInfo(ctx, contract, { ...info, admin: text });
  const address = addresses.encode(contract);
  ctx.events.push(event('update_contract_admin', { _contract_address: address, new_admin_address: text }));
}

export function setLabel(
  addresses: AddressCodec,
  ctx: ExecutionContext,
  contract: Uint8Array,
  caller: Uint8Array,
  label: string,
): void {
  const info = modifiableContract(addresses, ctx, contract, caller, WHAT);
  setContractInfo(ctx, contract, { ...info, label });
  const address = addresses.encode(contract);
  ctx.events.push(event('update_contract_label', { _contract_address: address, new_label: label }));
}
