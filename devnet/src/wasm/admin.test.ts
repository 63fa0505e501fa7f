import { MsgClearAdmin, MsgUpdateAdmin, MsgUpdateContractLabel } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import type { Outcome, TestApp } from '../testing/app.ts';
import { contractsOn, failure } from '../testing/contracts.ts';
import { puppetWasm } from '../testing/puppet.ts';
import { contractInfo } from './contract-store.ts';
import { encoded } from './encoded-message.ts';

let test: TestApp;
let contract: string;
beforeEach(() => {
  test = createTestApp();
  const contracts = contractsOn(test);
  contract = contracts.instantiate(contracts.store(puppetWasm()), { admin: test.address(0) });
});

const info = () => contractInfo(test.context(), test.bytes(contract));
const update = (sender: string, newAdmin: string): Outcome =>
  test.run(encoded(MsgUpdateAdmin, { sender, contract, newAdmin }));
const clear = (sender: string): Outcome => test.run(encoded(MsgClearAdmin, { sender, contract }));
const rename = (sender: string, newLabel: string): Outcome =>
  test.run(encoded(MsgUpdateContractLabel, { sender, contract, newLabel }));

describe('the admin of a contract', () => {
  it('can hand it over, and has no say from then on', () => {
    const { events } = update(test.address(0), test.address(1));
    expect(events).toEqual([
      {
        type: 'update_contract_admin',
        attributes: [
          { key: '_contract_address', value: contract },
          { key: 'new_admin_address', value: test.address(1) },
        ],
      },
    ]);
    expect(info()?.admin).toBe(test.address(1));
    expect(() => update(test.address(0), test.address(2))).toThrow(failure('sdk', 4));
    expect(() => update(test.address(1), test.address(0))).not.toThrow();
  });

  it('can give it up, for ever', () => {
    clear(test.address(0));
    expect(info()?.admin).toBe('');
    for (const attempt of [() => clear(test.address(0)), () => rename(test.address(0), 'x')]) {
      expect(attempt).toThrow(/can not modify contract: unauthorized/);
    }
  });

  it('can give it another name', () => {
    const { events } = rename(test.address(0), 'renamed');
    expect(info()?.label).toBe('renamed');
    expect(events[0]?.attributes.at(-1)).toEqual({ key: 'new_label', value: 'renamed' });
    expect(() => rename(test.address(1), 'x')).toThrow(failure('sdk', 4));
    expect(() => rename(test.address(0), ' x')).toThrow(/^label: label must not start\/end with whitespaces/);
    expect(info()?.label).toBe('renamed');
  });

  it('cannot be made who it is already, nor somebody who is no address', () => {
    expect(() => update(test.address(0), test.address(0).toUpperCase())).toThrow(
      /new admin is the same as the old/,
    );
    expect(() => update(test.address(0), 'nobody')).toThrow(/^new admin: /);
    expect(() => update('nobody', test.address(1))).toThrow(/^sender: /);
  });

  it('is nobody where there is no contract', () => {
    const other = test.address(2);
    const message = encoded(MsgClearAdmin, { sender: test.address(0), contract: other });
    expect(() => test.run(message)).toThrow(/unknown contract: invalid request/);
  });
});
