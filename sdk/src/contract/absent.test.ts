import { describe, expect, it } from 'vitest';
import type { ChainReader } from '../chain/reader.ts';
import { translateFailure } from '../chain/failure.ts';
import { DevicesQueries } from '../devices/queries.ts';
import { OracleQueries } from '../oracle/queries.ts';

/** A chain whose contract refuses every query with this text, as wasmd words it. */
function refusing(text: string): ChainReader {
  const words = `Query failed with (6): rpc error: code = Unknown desc = ${text}: query wasm contract failed`;
  const query = () => Promise.reject(translateFailure(new Error(words), 'querying'));
  return { query } as unknown as ChainReader;
}

const key = new Uint8Array(33);

describe('a lookup of what is not there', () => {
  it.each([
    ['feed.no_value: feed 1 has no value for this round', (oracle: OracleQueries) => oracle.valueAt(1, 2n)],
    ['feed.unknown: there is no feed 1', (oracle: OracleQueries) => oracle.valueAt(1, 2n)],
    ['feed.unknown: there is no feed 1', (oracle: OracleQueries) => oracle.feed(1)],
    ['registry.unknown: no operator is registered', (oracle: OracleQueries) => oracle.operator(key)],
    ['registry.unknown: no notary is registered', (oracle: OracleQueries) => oracle.notary(key)],
    ['operation.unknown: this operation is not published', (oracle: OracleQueries) => oracle.operation(key)],
  ])('is undefined where the oracle contract says %s', async (text, lookup) => {
    expect(await lookup(new OracleQueries(refusing(text), 'oracle'))).toBeUndefined();
  });

  it('is undefined where the devices contract says so', async () => {
    const devices = new DevicesQueries(refusing('command.unknown: there is no command 9'), 'devices');
    expect(await devices.command(9n)).toBeUndefined();
  });
});

describe('every other failure', () => {
  it('stays one, with the contract’s own code', async () => {
    const stale = new OracleQueries(refusing('feed.stale: the value is 300 s old'), 'oracle');
    await expect(stale.latest(1)).rejects.toMatchObject({ code: 'sdk.contract', contractCode: 'feed.stale' });
    await expect(stale.valueAt(1, 2n)).rejects.toMatchObject({ contractCode: 'feed.stale' });
    // A feed that never had a value is an answer for whoever asks for its newest one, and no absence of the feed.
    const empty = new OracleQueries(refusing('feed.no_value: feed 1 has no value for this round'), 'oracle');
    await expect(empty.latest(1)).rejects.toMatchObject({ contractCode: 'feed.no_value' });
    await expect(empty.feed(1)).rejects.toMatchObject({ contractCode: 'feed.no_value' });
  });
});
