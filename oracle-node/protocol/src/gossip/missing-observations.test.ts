import { MAX_BYTES, ObservationsRequestSchema, create, encode } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { judgeObservation } from '../observation/judge.ts';
import { countObservation, openRound } from '../rounds/round-state.ts';
import type { RoundState } from '../rounds/round-state.ts';
import { contextAt, observe, seededBytes, testNetwork } from '../testing/index.ts';
import { answerRequest, readAnswer, readRequest, requestMissing } from './missing-observations.ts';

const net = testNetwork();
const ROUND = 3n;

function holding(indexes: readonly number[]): RoundState {
  return indexes.reduce(
    (state, index) => {
      const verdict = judgeObservation(
        observe(net, { member: net.members[index]!, round: ROUND }),
        contextAt(net, ROUND),
      );
      return verdict.action === 'accept' ? countObservation(state, verdict.observation, 0n) : state;
    },
    openRound(net.feed.id, ROUND),
  );
}

describe('RND-5', () => {
  it('gives exactly what the asker lacks', () => {
    const request = readRequest(requestMissing(holding([0, 2])))!;
    expect(request).toMatchObject({ feedId: net.feed.id, round: ROUND });
    const answer = readAnswer(answerRequest(request, holding([0, 1, 2, 3])))!;
    expect(answer.map(({ body }) => body!.observer)).toEqual([
      net.members[1]!.publicKey,
      net.members[3]!.publicKey,
    ]);
    for (const observation of answer)
      expect(judgeObservation(observation, contextAt(net, ROUND)).action).toBe('accept');
  });

  it('answers with nothing for a round that it knows nothing of', () => {
    expect(readAnswer(answerRequest(readRequest(requestMissing(holding([])))!, undefined))).toEqual([]);
  });

  it('reads no request beyond its bounds, unsorted, or of another version', () => {
    const write = (have: Uint8Array[], version = 1) =>
      encode(
        ObservationsRequestSchema,
        create(ObservationsRequestSchema, { version, feedId: 1, round: 1n, have }),
      );
    const keys = Array.from({ length: 129 }, (_, index) =>
      Uint8Array.from([2, index, ...new Uint8Array(31)]),
    );
    expect(readRequest(write(keys.slice(0, 128)))).toBeDefined();
    expect(readRequest(write(keys))).toBeUndefined();
    expect(readRequest(write([keys[1]!, keys[0]!]))).toBeUndefined();
    expect(readRequest(write([keys[0]!, keys[0]!]))).toBeUndefined();
    expect(readRequest(write([keys[0]!.subarray(1)]))).toBeUndefined();
    expect(readRequest(write([], 2))).toBeUndefined();
    expect(readRequest(seededBytes('garbage', 100))).toBeUndefined();
    expect(readRequest(new Uint8Array(MAX_BYTES.observationsRequest + 1))).toBeUndefined();
  });

  it('reads no answer that is garbage or too long', () => {
    expect(readAnswer(seededBytes('garbage', 100))).toBeUndefined();
    expect(readAnswer(new Uint8Array(MAX_BYTES.observationsResponse + 1))).toBeUndefined();
    expect(readAnswer(new Uint8Array())).toBeUndefined();
  });
});
