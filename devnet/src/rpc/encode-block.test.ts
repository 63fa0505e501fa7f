import { describe, expect, it } from 'vitest';
import { blockIdOf } from '../chain/header.ts';
import { recordedBlock, recordedJson } from '../testing/comet-block.ts';
import { encodeBlock, encodeBlockId, encodeCommit, encodeHeader } from './encode-block.ts';

describe('a block of a CometBFT node', () => {
  const block = recordedBlock();

  it('is written as that node wrote it', () => {
    expect(encodeHeader(block.header)).toEqual(recordedJson.header);
    expect(encodeCommit(block.lastCommit)).toEqual(recordedJson.last_commit);
    expect(encodeBlockId(blockIdOf(block))).toEqual(recordedJson.block_id);
  });

  it('has its transactions as base64, and no evidence', () => {
    const txs = [Uint8Array.of(1, 2), new Uint8Array()];
    expect(encodeBlock({ ...block, data: { txs } })).toMatchObject({
      data: { txs: ['AQI=', ''] },
      evidence: { evidence: [] },
      last_commit: recordedJson.last_commit,
    });
  });
});

describe('what there is not', () => {
  it('is written as Go writes its zero values', () => {
    expect(encodeBlockId(undefined)).toEqual({ hash: '', parts: { total: 0, hash: '' } });
    expect(encodeCommit(undefined)).toEqual({
      ...{ height: '0', round: 0, signatures: [] },
      block_id: { hash: '', parts: { total: 0, hash: '' } },
    });
    expect(encodeHeader({ ...recordedBlock().header, time: undefined as never })).toMatchObject({
      time: '0001-01-01T00:00:00Z',
    });
  });
});
