import { ContractInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { CodeInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { Coin } from '../bank/coins.ts';
import type { ExecutionContext } from '../state/context.ts';
import { event } from '../state/events.ts';
import { wrapping } from '../tx/sdk-error.ts';
import type { ContractCalls } from './contract-calls.ts';
import { messageInfo } from './contract-entry.ts';
import { claimAccount, ibc2Port, ibcPort, recordNew } from './contract-records.ts';
import { positionOf } from './contract-store.ts';
import { payForLoading } from './loading.ts';
import { checkInstantiate } from './upload.ts';

/** A new contract as it is asked for. */
export interface Instantiation {
  readonly codeId: bigint;
  readonly creator: Uint8Array;
  readonly admin: Uint8Array | undefined;
  readonly label: string;
  readonly msg: Uint8Array;
  readonly funds: readonly Coin[];
  /** Its address, once the code is known; called once. */
  readonly address: (code: CodeInfo) => Uint8Array;
}

interface Instantiated {
  readonly address: Uint8Array;
  readonly data: Uint8Array | undefined;
}

export function instantiate(
  calls: ContractCalls,
  ctx: ExecutionContext,
  request: Instantiation,
): Instantiated {
  const creator = calls.addresses.encode(request.creator);
  const code = calls.codes.mustInfo(ctx, request.codeId);
  payForLoading(calls.codes, ctx, code, request.codeId, 'instantiate');
  checkInstantiate(code.instantiateConfig, creator, 'can not instantiate');
  const address = request.address(code);
  claimAccount(calls.accounts, ctx, address);
  calls.transfer(ctx, request.creator, address, request.funds);
  const response = calls.call(ctx, 'instantiate', address, code, [
    messageInfo(creator, request.funds),
    request.msg,
  ]);
  recordNew(ctx, address, request.creator, infoOf(calls, ctx, request, code, address), request.msg);
  const contract = calls.addresses.encode(address);
  ctx.events.push(event('instantiate', { _contract_address: contract, code_id: request.codeId.toString() }));
  const data = wrapping('dispatch', () => calls.respond(ctx, address, response));
  return { address, data };
}

function infoOf(
  { addresses, codes }: ContractCalls,
  ctx: ExecutionContext,
  request: Instantiation,
  code: CodeInfo,
  address: Uint8Array,
): ContractInfo {
  const { hasIbc } = codes.compiled(ctx, code.codeHash).report;
  return ContractInfo.fromPartial({
    codeId: request.codeId,
    creator: addresses.encode(request.creator),
    admin: request.admin === undefined ? '' : addresses.encode(request.admin),
    label: request.label,
    created: positionOf(ctx),
    ibcPortId: hasIbc ? ibcPort(addresses, address) : '',
    ibc2PortId: ibc2Port(addresses, address),
  });
}
