// The random walks of the contracts' own tests once more, with the wasm that is deployed, in the VM: where `CLOUDX3_TAPE` names what
// `contracts/packages/contract-tests` wrote down, each call gets the same answer.
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { AddressCodec, isAddress } from '../auth/address.ts';
import { CacheLayer } from '../state/cache-layer.ts';
import { GasMeter } from '../state/gas-meter.ts';
import { GasStore } from '../state/gas-store.ts';
import { EMPTY } from '../testing/guest.ts';
import { callContract } from '../vm/call-contract.ts';
import type { EntryPoint } from '../vm/call-contract.ts';
import { CodeCache } from '../vm/code-cache.ts';
import type { CompiledCode } from '../vm/code-cache.ts';

/** One call as it was written down: what is JSON stands as text. */
interface Call {
  readonly code: 'oracle' | 'devices';
  readonly contract: string;
  readonly entry: EntryPoint;
  readonly env: string;
  readonly info: string | null;
  readonly msg: string;
  readonly heard: readonly (readonly [request: string, answer: string])[];
  readonly answer: string;
}

const TAPE = process.env['CLOUDX3_TAPE'];
const ARTIFACTS = new URL('../../../contracts/artifacts/', import.meta.url);
const UNLIMITED = 2 ** 52;
const HOUR_MS = 3_600_000;
const utf8 = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const codec = new AddressCodec('cosmwasm');
const addresses = {
  canonicalize: (human: string) => codec.tryDecode(human),
  humanize: (canonical: Uint8Array) =>
    isAddress(canonical) ? codec.encode(canonical) : { error: 'invalid address' },
};

/** Contracts as they are built, each with what it has stored so far. */
class Replay {
  readonly #codes = new Map<string, CompiledCode>();
  readonly #stores = new Map<string, CacheLayer>();
  readonly #cache = new CodeCache({ capacity: 2 });

  /** What the contract answers now. A call that it refuses leaves nothing behind, as on a chain. */
  answer(call: Call): string {
    if (call.entry === 'instantiate') this.#stores.set(call.contract, new CacheLayer(EMPTY));
    const stored = this.#stores.get(call.contract);
    if (stored === undefined) throw new Error('the tape begins without an instantiation');
    const written = new CacheLayer(stored);
    const answer = this.#run(call, written);
    if (call.entry !== 'query' && answer.startsWith('{"ok"')) written.writeTo(stored);
    return answer;
  }

  #run({ code, entry, env, info, msg, heard }: Call, written: CacheLayer): string {
    const gas = new GasMeter(Number.POSITIVE_INFINITY);
    const told = [...heard];
    const result = callContract({
      code: this.#code(code),
      entryPoint: entry,
      args: [env, ...(info === null ? [] : [info]), msg].map(utf8),
      gasLimit: UNLIMITED,
      deadline: Date.now() + HOUR_MS,
      now: Date.now,
      host: {
        storage: new GasStore(written, '', gas),
        readOnly: entry === 'query',
        addresses,
        gas,
        query: (request) => {
          const [expected, said = ''] = told.shift() ?? [];
          expect(textOf(request)).toBe(expected);
          return utf8(said);
        },
        debug: () => undefined,
      },
    });
    if (result.kind !== 'answer') throw new Error(`${result.kind}: ${JSON.stringify(result)}`);
    return textOf(result.data);
  }

  #code(name: Call['code']): CompiledCode {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const compiled = this.#cache.compile(readFileSync(new URL(`${name}.wasm`, ARTIFACTS)));
    this.#codes.set(name, compiled);
    return compiled;
  }
}

describe.runIf(TAPE !== undefined)('the contracts in the VM', () => {
  it('answer as they do natively', { timeout: HOUR_MS }, async () => {
    const replay = new Replay();
    const counts = { instantiate: 0, execute: 0, query: 0, refused: 0 };
    for await (const line of createInterface({ input: createReadStream(TAPE ?? '') })) {
      const call = JSON.parse(line) as Call;
      const answer = replay.answer(call);
      if (answer !== call.answer)
        expect(JSON.parse(answer), `${call.entry} ${call.msg}`).toEqual(JSON.parse(call.answer));
      if (call.entry === 'instantiate' || call.entry === 'execute' || call.entry === 'query')
        counts[call.entry] += 1;
      if (call.answer.startsWith('{"error"')) counts.refused += 1;
    }
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    expect(counts.execute).toBeGreaterThan(0);
  });
});
