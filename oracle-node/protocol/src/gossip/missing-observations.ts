import {
  MAX_BYTES,
  ObservationsRequestSchema,
  ObservationsResponseSchema,
  ProtoError,
  compareBytes,
  create,
  decode,
  encode,
} from '@cloudx3/proto';
import type { Observation, ObservationsRequest } from '@cloudx3/proto';
import { hexOf } from '../bytes.ts';
import type { RoundState } from '../rounds/round-state.ts';

/** Most observers that a request names, and most observations that an answer carries. */
export const MAX_NAMED_OBSERVERS = 128;
const KEY_BYTES = 33;

/** Asks for what gossip missed of a round (request protocol, docs/PROTOCOL.md RND-5). */
export function requestMissing(state: RoundState): Uint8Array {
  const have = [...state.observations.values()].map(({ observer }) => observer).sort(compareBytes);
  const { feedId, round } = state;
  return encode(
    ObservationsRequestSchema,
    create(ObservationsRequestSchema, {
      version: 1,
      feedId,
      round,
      have: have.slice(0, MAX_NAMED_OBSERVERS),
    }),
  );
}

/** Reads a peer's request; undefined for anything that no honest peer sends. */
export function readRequest(bytes: Uint8Array): ObservationsRequest | undefined {
  const request = readOrUndefined(() =>
    decode(ObservationsRequestSchema, bytes, MAX_BYTES.observationsRequest),
  );
  if (request?.version !== 1 || request.have.length > MAX_NAMED_OBSERVERS) return undefined;
  const inOrder = request.have.every((key, index) => {
    const before = request.have[index - 1];
    return key.length === KEY_BYTES && (before === undefined || compareBytes(before, key) < 0);
  });
  return inOrder ? request : undefined;
}

/** Answers with the observations that the asker lacks, as many as fit. What is held was checked, so it needs no checking here. */
export function answerRequest(request: ObservationsRequest, state: RoundState | undefined): Uint8Array {
  const have = new Set(request.have.map(hexOf));
  const observations: Observation[] = [];
  let bytes = 16;
  for (const [observer, { message }] of state?.observations ?? []) {
    if (have.has(observer)) continue;
    // Each member of a list costs its own bytes and at most 4 for tag and length.
    bytes += encodedLength(message) + 4;
    if (bytes > MAX_BYTES.observationsResponse || observations.length >= MAX_NAMED_OBSERVERS) break;
    observations.push(message);
  }
  return encode(ObservationsResponseSchema, create(ObservationsResponseSchema, { version: 1, observations }));
}

/** Reads an answer; undefined for anything that no honest peer sends. Each observation still has to pass {@link judgeObservation}. */
export function readAnswer(bytes: Uint8Array): readonly Observation[] | undefined {
  const answer = readOrUndefined(() =>
    decode(ObservationsResponseSchema, bytes, MAX_BYTES.observationsResponse),
  );
  if (answer?.version !== 1 || answer.observations.length > MAX_NAMED_OBSERVERS) return undefined;
  return answer.observations;
}

function encodedLength(message: Observation): number {
  return encode(ObservationsResponseSchema, create(ObservationsResponseSchema, { observations: [message] }))
    .length;
}

function readOrUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtoError) return undefined;
    throw error;
  }
}
