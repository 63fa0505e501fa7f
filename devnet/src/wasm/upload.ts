import { gunzipSync } from 'node:zlib';
import { AccessType, CodeInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { AccessConfig } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { event } from '../state/events.ts';
import { sdkError, wasmError } from '../tx/sdk-error.ts';
import type { CompiledCode } from '../vm/code-cache.ts';
import { StaticLimits } from '../vm/limits.ts';
import { VmError } from '../vm/vm-error.ts';
import type { CodeStore } from './code-store.ts';
import { PARAMS_KEY } from './keys.ts';

const GZIP_MAGIC = [0x1f, 0x8b, 0x08];
const UNCOMPRESS_GAS = 0.15;
const COMPILE_GAS = 3;

function isGzip(bytes: Uint8Array): boolean {
  return GZIP_MAGIC.every((byte, index) => bytes[index] === byte);
}

function uncompress(ctx: ExecutionContext, bytes: Uint8Array): Uint8Array {
  ctx.gas.consume(Math.floor(bytes.length * UNCOMPRESS_GAS), 'Uncompress gzip bytecode');
  try {
    return gunzipSync(bytes, { maxOutputLength: StaticLimits.wasmBytes });
  } catch (error) {
    const tooLong = error instanceof RangeError;
    throw wasmError('createFailed', `uncompress wasm archive: ${tooLong ? 'exceeds limit' : 'invalid gzip'}`);
  }
}

export interface Upload {
  readonly codeId: bigint;
  readonly checksum: Uint8Array;
}

/** Stores code after the checks of the VM. Gzip is unpacked; the checksum is that of the unpacked bytes. */
export function storeCode(
  codes: CodeStore,
  ctx: ExecutionContext,
  creator: string,
  code: Uint8Array,
  permission: AccessConfig | undefined,
): Upload {
  // The parameters are read twice: who may upload, who may instantiate.
  moduleStore(ctx, 'wasm').get(PARAMS_KEY);
  moduleStore(ctx, 'wasm').get(PARAMS_KEY);
  const wasm = isGzip(code) ? uncompress(ctx, code) : code;
  ctx.gas.consume(wasm.length * COMPILE_GAS, 'wasm contract');
  const compiled = compile(codes, wasm);
  const instantiateConfig = permission ?? { permission: AccessType.ACCESS_TYPE_EVERYBODY, addresses: [] };
  const info = CodeInfo.fromPartial({ codeHash: compiled.checksum, creator, instantiateConfig });
  const codeId = codes.add(ctx, wasm, info);
  // wasmd 0.61 computes the required capabilities here but loses them on the way to the event.
  const checksum = Buffer.from(compiled.checksum).toString('hex');
  ctx.events.push(event('store_code', { code_checksum: checksum, code_id: codeId.toString() }));
  return { codeId, checksum: compiled.checksum };
}

function compile(codes: CodeStore, wasm: Uint8Array): CompiledCode {
  try {
    return codes.compile(wasm);
  } catch (error) {
    if (error instanceof VmError) throw wasmError('createFailed', error.message);
    throw error;
  }
}

/** Who may instantiate. Throws SdkError `unauthorized`. */
export function checkInstantiate(config: AccessConfig | undefined, creator: string, what: string): void {
  const permission = config?.permission ?? AccessType.ACCESS_TYPE_UNSPECIFIED;
  if (permission === AccessType.ACCESS_TYPE_EVERYBODY) return;
  if (permission === AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES && config?.addresses.includes(creator)) return;
  throw sdkError('unauthorized', what);
}
