import { describe, expect, it } from 'vitest';
import { OutOfGasError } from '../../state/gas-meter.ts';
import { createGuest } from '../../testing/guest.ts';
import { HOST_SIGNATURES } from '../capabilities.ts';
import { GAS_MULTIPLIER } from '../gas-costs.ts';
import { VmError } from '../vm-error.ts';
import { envImports } from './index.ts';
import { ImportContext } from './import-context.ts';

describe('abort', () => {
  it('ends the call with the contract’s words, whatever bytes they are', () => {
    const guest = createGuest();
    expect(() => guest.call('abort', guest.put('panicked at src/lib.rs'))).toThrow(
      new VmError('Aborted: panicked at src/lib.rs'),
    );
    expect(() => guest.call('abort', guest.put(Uint8Array.of(0x61, 0xff)))).toThrow('Aborted: a\uFFFD');
  });
});

describe('debug', () => {
  it('reaches the node’s log and nothing else', () => {
    const said: string[] = [];
    const guest = createGuest({ debug: (message) => said.push(message) });
    expect(guest.call('debug', guest.put('value is 7'))).toBeUndefined();
    expect(said).toEqual(['value is 7']);
    expect(guest.gas.consumed).toBe(0);
  });
});

describe('query_chain', () => {
  it('asks with what gas is left, and takes what the query used', () => {
    const asked: [string, number][] = [];
    const guest = createGuest(
      {
        query: (request, gasLimit) => {
          asked.push([Buffer.from(request).toString(), gasLimit]);
          guest.gas.consume(500, 'test');
          return Buffer.from('answer');
        },
      },
      1000 * GAS_MULTIPLIER,
    );
    const request = guest.put('{"bank":{}}');
    const internal = 18_000 + 200_000 + 115 * 11;
    let answer: number | bigint | undefined;
    const cost = guest.cost(() => (answer = guest.call('query_chain', request)));
    expect(guest.take(Number(answer)).toString()).toBe('answer');
    expect(asked).toEqual([['{"bank":{}}', Math.floor((1000 * GAS_MULTIPLIER - internal) / GAS_MULTIPLIER)]]);
    expect(cost).toBe(internal + 500 * GAS_MULTIPLIER + 230_000 + 570 * 6);
  });

  it('ends the call where the query needed more than there was', () => {
    const guest = createGuest(
      {
        query: () => {
          guest.gas.consume(1001, 'test');
          return new Uint8Array();
        },
      },
      1000 * GAS_MULTIPLIER,
    );
    expect(() => guest.call('query_chain', guest.put('{}'))).toThrow(OutOfGasError);
  });

  it('takes requests of 64 KiB and no more', () => {
    const guest = createGuest();
    expect(() => guest.call('query_chain', guest.put('x'.repeat(65_536)))).not.toThrow();
    expect(() => guest.call('query_chain', guest.put('x'.repeat(65_537)))).toThrow(/limit 65536/);
  });
});

describe('the module env', () => {
  it('has exactly the functions that an upload may import', () => {
    const { fuel, guest } = createGuest();
    const host = createGuest();
    const functions = envImports(
      new ImportContext(
        {
          storage: {
            get: () => undefined,
            set: () => undefined,
            delete: () => undefined,
            iterate: () => ({ next: () => undefined }),
          },
          readOnly: true,
          addresses: { canonicalize: () => ({ error: '' }), humanize: () => ({ error: '' }) },
          gas: host.gas,
          query: () => new Uint8Array(),
          debug: () => undefined,
        },
        fuel,
        () => guest,
      ),
    );
    expect(Object.keys(functions).sort()).toEqual([...HOST_SIGNATURES.keys()].sort());
  });

  it('is entered at a price, even where nothing comes of it', () => {
    const guest = createGuest();
    expect(guest.cost(() => expect(() => guest.call('db_next', 9)).toThrow())).toBe(18_000);
  });
});
