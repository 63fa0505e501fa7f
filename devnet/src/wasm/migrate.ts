import type { CodeInfo, ContractInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { ExecutionContext } from '../state/context.ts';
import { event } from '../state/events.ts';
import { sdkError, wasmError, wrapping } from '../tx/sdk-error.ts';
import type { CodeReport } from '../vm/static-checks/check-wasm.ts';
import type { ContractCalls } from './contract-calls.ts';
import { ibcPort, modifiableContract, recordMigration } from './contract-records.ts';
import type { ContractResponse } from './contract-response.ts';
import { jsonBytes } from './json.ts';
import { payForLoading } from './loading.ts';
import { checkInstantiate } from './upload.ts';

export interface Migration {
  readonly contract: Uint8Array;
  readonly caller: Uint8Array;
  readonly codeId: bigint;
  readonly msg: Uint8Array;
}

/** `migrate` with the environment, the message and who asks: contracts may leave out the last one. */
const ARITY_WITH_INFO = 3;

/** Puts a contract on other code. Returns the data that its entry point answered, where that was called. */
export function migrate(
  calls: ContractCalls,
  ctx: ExecutionContext,
  request: Migration,
): Uint8Array | undefined {
  const { addresses, codes } = calls;
  const { contract, caller, codeId, msg } = request;
  const info = modifiableContract(addresses, ctx, contract, caller, 'can not migrate');
  const code = codes.info(ctx, codeId);
  if (code === undefined) throw sdkError('invalidRequest', 'unknown code');
  checkInstantiate(code.instantiateConfig, addresses.encode(caller), 'to use new code');
  const { report } = codes.compiled(ctx, code.codeHash);
  const migrated = { ...info, ibcPortId: portAfter(calls, info, report, contract) };
  const response = callMigrate(calls, ctx, request, info, code, report);
  recordMigration(ctx, contract, migrated, codeId, msg);
  ctx.events.push(
    event('migrate', { code_id: codeId.toString(), _contract_address: addresses.encode(contract) }),
  );
  if (response === undefined) return undefined;
  return wrapping('dispatch', () => calls.respond(ctx, contract, response));
}

/** A contract may start to speak IBC, but not stop: its channels would have nobody at their end. */
function portAfter(
  { addresses }: ContractCalls,
  info: ContractInfo,
  report: CodeReport,
  contract: Uint8Array,
): string {
  if (report.hasIbc) return info.ibcPortId === '' ? ibcPort(addresses, contract) : info.ibcPortId;
  if (info.ibcPortId !== '') throw wasmError('migrationFailed', 'requires ibc callbacks');
  return '';
}

function callMigrate(
  calls: ContractCalls,
  ctx: ExecutionContext,
  { contract, caller, codeId, msg }: Migration,
  info: ContractInfo,
  code: CodeInfo,
  after: CodeReport,
): ContractResponse | undefined {
  const { addresses, codes } = calls;
  const before = codes.compiled(ctx, codes.mustInfo(ctx, info.codeId).codeHash).report.migrateVersion;
  // A contract that declares the same state version before and after need not be asked.
  if (before !== undefined && before === after.migrateVersion) return undefined;
  payForLoading(codes, ctx, code, codeId, 'migrate');
  const migrateInfo = { sender: addresses.encode(caller), old_migrate_version: before ?? null };
  const args = [msg, jsonBytes(migrateInfo)];
  const takesInfo = codes.arity(ctx, code.codeHash, 'migrate') === ARITY_WITH_INFO;
  return calls.call(ctx, 'migrate', contract, code, takesInfo ? args : args.slice(0, 1));
}
