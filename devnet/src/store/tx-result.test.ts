import { describe, expect, it } from 'vitest';
import type { TxResult } from '../tx/tx-result.ts';
import { indexedAttributes, toStoredResult } from './tx-result.ts';

const events = [
  { type: 'transfer', attributes: [{ key: 'amount', value: '1ustake' }] },
  {
    type: 'wasm',
    attributes: [
      { key: 'a', value: '' },
      { key: 'a', value: 'ä' },
    ],
  },
];
const result: TxResult = {
  ...{ code: 5, codespace: 'sdk', log: 'why', data: Uint8Array.of(1, 2), gasWanted: 7, gasUsed: 6 },
  ...{ events, responses: [] },
};

describe('a result', () => {
  it('is kept as the RPC answers it: numbers as text, bytes as base64, no bytes as null', () => {
    expect(toStoredResult(result)).toEqual({
      ...{ code: 5, codespace: 'sdk', log: 'why', info: '', data: 'AQI=', gas_wanted: '7', gas_used: '6' },
      events: [
        { type: 'transfer', attributes: [{ key: 'amount', value: '1ustake', index: true }] },
        {
          type: 'wasm',
          attributes: [
            { key: 'a', value: '', index: true },
            { key: 'a', value: 'ä', index: true },
          ],
        },
      ],
    });
    expect(toStoredResult({ ...result, data: new Uint8Array() }).data).toBeNull();
  });

  it('is found by each attribute, which knows its event', () => {
    expect(indexedAttributes(events)).toEqual([
      { name: 'transfer.amount', value: '1ustake', event: 1 },
      { name: 'wasm.a', value: '', event: 2 },
      { name: 'wasm.a', value: 'ä', event: 2 },
    ]);
  });
});
