import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import type { TestApp } from '../testing/app.ts';
import { assembleContract, localGet } from '../testing/assembler.ts';
import { contractsOn, failure } from '../testing/contracts.ts';
import type { TestContracts } from '../testing/contracts.ts';
import { customSection } from '../testing/module-builder.ts';
import { puppetWasm, puppetWith } from '../testing/puppet.ts';
import { contractInfo, history, indexedContracts } from './contract-store.ts';
import { byCodePrefix } from './keys.ts';

const IBC = [
  'channel_open',
  'channel_connect',
  'channel_close',
  'packet_receive',
  'packet_ack',
  'packet_timeout',
].map((name) => `ibc_${name}`);
const versioned = (version: string): Uint8Array =>
  puppetWith([], customSection('cw_migrate_version', version));

let test: TestApp;
let contracts: TestContracts;
let admin: string;
beforeEach(() => {
  test = createTestApp();
  contracts = contractsOn(test);
  admin = test.address(0);
});

const install = (wasm = puppetWasm()): string => contracts.instantiate(contracts.store(wasm), { admin });
const infoOf = (contract: string) => contractInfo(test.context(), test.bytes(contract));

describe('a migration', () => {
  it('puts the contract on other code, and remembers both', () => {
    const contract = install();
    const target = contracts.store(puppetWasm());
    const { events } = contracts.migrate(contract, target, {
      ok: { attributes: [{ key: 'a', value: 'b' }] },
    });
    expect(infoOf(contract)).toMatchObject({ codeId: target, admin });
    expect(contracts.state(contract, 'migrated')).toContain('attributes');
    const entries = history(test.context(), test.bytes(contract));
    expect(entries.map(({ operation, codeId }) => [operation, codeId])).toEqual([
      [1, 1n],
      [2, target],
    ]);
    expect(indexedContracts(test.context(), byCodePrefix(1n))).toEqual([]);
    expect(indexedContracts(test.context(), byCodePrefix(target))).toHaveLength(1);
    expect(events.map(({ type }) => type)).toEqual(['migrate', 'wasm']);
  });

  it('that fails leaves the contract where it was', () => {
    const contract = install();
    const target = contracts.store(puppetWasm());
    expect(() => contracts.migrate(contract, target, { error: 'not now' })).toThrow(failure('wasm', 11));
    expect(infoOf(contract)?.codeId).toBe(1n);
    expect(contracts.state(contract, 'migrated')).toBeUndefined();
    expect(indexedContracts(test.context(), byCodePrefix(1n))).toHaveLength(1);
  });

  it('is the admin’s alone', () => {
    const contract = install();
    const target = contracts.store(puppetWasm());
    expect(() => contracts.migrate(contract, target, undefined, test.address(1))).toThrow(/can not migrate/);
    const orphan = contracts.instantiate(1n);
    expect(() => contracts.migrate(orphan, target)).toThrow(failure('sdk', 4));
    expect(() => contracts.migrate(test.address(1), target)).toThrow(/unknown contract: invalid request/);
    expect(() => contracts.migrate(contract, 99n)).toThrow(/unknown code: invalid request/);
    expect(() => contracts.migrate(contract, 0n)).toThrow(/code id is required/);
  });

  it('does not ask a contract whose declared state stays the same', () => {
    const contract = install(versioned('7'));
    const { events } = contracts.migrate(contract, contracts.store(versioned('07')));
    expect(contracts.state(contract, 'migrated')).toBeUndefined();
    expect(events.map(({ type }) => type)).toEqual(['migrate']);
    contracts.migrate(contract, contracts.store(versioned('8')));
    expect(contracts.state(contract, 'migrated')).toBe('{"ok":{}}');
  });

  it('tells a contract that wants to know who asks and what it was before', () => {
    // Answers with the error that its third argument is, since that is the text behind "error".
    const asking = assembleContract({
      imports: ['abort'],
      functions: [
        { name: 'migrate', params: 3, result: true, code: [...localGet(2), 0x10, 0, ...localGet(1)] },
      ],
    });
    const target = contracts.store(asking);
    const told = (contract: string): unknown => {
      try {
        return contracts.migrate(contract, target);
      } catch (error) {
        return JSON.parse(/Aborted: (\{.*\})/.exec(String(error))?.[1] ?? '');
      }
    };
    expect(told(install())).toEqual({ sender: admin, old_migrate_version: null });
    expect(told(install(versioned('18446744073709551615')))).toMatchObject({ sender: admin });
    expect(told(install(versioned('3')))).toEqual({ sender: admin, old_migrate_version: 3 });
  });

  it('may give a contract a port, but not take it away', () => {
    const contract = install();
    const speaking = contracts.store(puppetWith(IBC));
    contracts.migrate(contract, speaking);
    expect(infoOf(contract)?.ibcPortId).toBe(`wasm.${contract}`);
    const silent = contracts.store(puppetWasm());
    expect(() => contracts.migrate(contract, silent)).toThrow(/requires ibc callbacks/);
    expect(() => contracts.migrate(contract, contracts.store(puppetWith(IBC)))).not.toThrow();
  });
});
