import { CodeInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { toKey } from '../state/kv.ts';
import { readUint64, uint64Bytes } from '../state/uint64.ts';
import { wasmError } from '../tx/sdk-error.ts';
import type { CodeCache, CompiledCode } from '../vm/code-cache.ts';
import { CODE_PREFIX, NEXT_CODE_KEY, PARAMS_KEY, codeKey, pinnedKey } from './keys.ts';

/** Bytes of code, by checksum. wasmd keeps them in files, so access to them is not paid for. */
const BYTES_PREFIX = 'x';
const PARAMS_BYTES = new Uint8Array(10);

/** Uploaded code: its description by id, its bytes by checksum, its compiled form in memory. */
export class CodeStore {
  readonly #cache: CodeCache;

  constructor(cache: CodeCache) {
    this.#cache = cache;
  }

  /** Called once, at genesis: the parameters are constants, reading them is paid for by their size. */
  initialize(ctx: ExecutionContext): void {
    moduleStore(ctx, 'wasm').set(PARAMS_KEY, PARAMS_BYTES);
  }

  info(ctx: ExecutionContext, codeId: bigint): CodeInfo | undefined {
    const raw = moduleStore(ctx, 'wasm').get(codeKey(codeId));
    return raw === undefined ? undefined : CodeInfo.decode(raw);
  }

  /** Throws SdkError `no such code`. */
  mustInfo(ctx: ExecutionContext, codeId: bigint): CodeInfo {
    const info = this.info(ctx, codeId);
    if (info === undefined) throw noSuchCode(codeId);
    return info;
  }

  setInfo(ctx: ExecutionContext, codeId: bigint, info: CodeInfo): void {
    moduleStore(ctx, 'wasm').set(codeKey(codeId), CodeInfo.encode(info).finish());
  }

  /** Throws VmError where the VM refuses the code. */
  compile(wasm: Uint8Array): CompiledCode {
    return this.#cache.compile(wasm);
  }

  /** Stores checked code under the next id. */
  add(ctx: ExecutionContext, wasm: Uint8Array, info: CodeInfo): bigint {
    const codeId = nextId(ctx, NEXT_CODE_KEY);
    ctx.store.set(BYTES_PREFIX + toKey(info.codeHash), wasm);
    this.setInfo(ctx, codeId, info);
    return codeId;
  }

  bytes(ctx: ExecutionContext, checksum: Uint8Array): Uint8Array {
    const wasm = ctx.store.get(BYTES_PREFIX + toKey(checksum));
    if (wasm === undefined)
      throw new Error(`bytes of code ${Buffer.from(checksum).toString('hex')} are missing`);
    return wasm;
  }

  compiled(ctx: ExecutionContext, checksum: Uint8Array): CompiledCode {
    return this.#cache.get(checksum, () => this.bytes(ctx, checksum));
  }

  /** Parameters of an entry point; contracts may leave out trailing ones. */
  arity(ctx: ExecutionContext, checksum: Uint8Array, entryPoint: string): number {
    return this.compiled(ctx, checksum).signatures.get(entryPoint)?.params.length ?? 0;
  }

  /** Pinning is a matter of governance, which a devnet has none of; the look-up is paid for all the same. */
  isPinned(ctx: ExecutionContext, codeId: bigint): boolean {
    return moduleStore(ctx, 'wasm').has(pinnedKey(codeId));
  }

  list(ctx: ExecutionContext): { readonly codeId: bigint; readonly info: CodeInfo }[] {
    const codes: { codeId: bigint; info: CodeInfo }[] = [];
    const iterator = moduleStore(ctx, 'wasm').iterate(CODE_PREFIX, '\x02', false);
    for (let entry = iterator.next(); entry !== undefined; entry = iterator.next()) {
      codes.push({ codeId: readUint64(Buffer.from(entry[0], 'latin1'), 1), info: CodeInfo.decode(entry[1]) });
    }
    return codes;
  }
}

/** Ids start at 1 and count up. */
export function nextId(ctx: ExecutionContext, key: string): bigint {
  const store = moduleStore(ctx, 'wasm');
  const raw = store.get(key);
  const id = raw === undefined ? 1n : readUint64(raw);
  store.set(key, uint64Bytes(id + 1n));
  return id;
}

export function noSuchCode(codeId: bigint): Error {
  return wasmError('noSuchCode', `code id ${codeId}`, { system: { no_such_code: { code_id: codeId } } });
}
