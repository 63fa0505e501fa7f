import { Outcome, Quality } from '@cloudx3/proto';
import type { Reading, Row } from '@cloudx3/proto';
import {
  checkProxyFit,
  compareRequest,
  evaluateResponse,
  findHoles,
  paramsFromList,
  parseResponse,
  readOperation,
  renderRequest,
  requestSegments,
  unwrap,
} from '@cloudx3/verifier-core';
import type { ParamList, Params, Range } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { hex, unhex, utf8 } from './generate/vector.ts';
import type { Vector } from './generate/vector.ts';
import { bytes, text } from './json.ts';
import { load } from './load.ts';

function paramsOf(vector: Vector): Params {
  return paramsFromList(vector['params'] as ParamList);
}

describe('http-request.json', () => {
  it.each(load('http-request'))('$rule $name', (vector) => {
    const operation = unwrap(readOperation(bytes(vector, 'operation')));
    const layout = vector['layout'] as 'exact' | 'any-header-order';
    const hidden = vector['hidden'] as Range[];
    const sent = bytes(vector, 'sent');
    const compared = compareRequest(operation, paramsOf(vector), sent, hidden, layout);
    expect(compared.ok ? undefined : compared.code).toBe(vector.code);
    // What stands in hidden places must make no difference: a prover could write there what it likes.
    for (const { start, end } of hidden)
      sent.subarray(start, end).set(utf8('\r\n: ').slice(0, Math.min(end, sent.length) - start));
    const again = compareRequest(operation, paramsOf(vector), sent, hidden, layout);
    expect(again.ok ? undefined : again.code).toBe(vector.code);
  });

  it.each(load('http-request').filter(({ valid }) => valid))('renders what $name accepts', (vector) => {
    const operation = unwrap(readOperation(bytes(vector, 'operation')));
    const sent = bytes(vector, 'sent');
    const hidden = vector['hidden'] as Range[];
    const length = hidden.reduce((sum, { start, end }) => sum + end - start, 0);
    for (const { start, end } of hidden) sent.fill(0x4b, start, end);
    const secrets = Object.fromEntries(operation.message.holes.map(({ name }) => [name, 'K'.repeat(length)]));
    const holes = unwrap(findHoles(operation, paramsOf(vector), secrets, sent));
    expect(holes.map(({ start, end }) => end - start)).toEqual(operation.message.holes.map(() => length));
    expect(holes[0]?.start).toBe(hidden[0]?.start);
    if (vector['layout'] !== 'exact') return;
    expect(hex(unwrap(renderRequest(operation, paramsOf(vector), secrets)).bytes)).toBe(hex(sent));
  });
});

describe('request-segments.json', () => {
  it.each(load('request-segments'))('$rule $name', (vector) => {
    const operation = unwrap(readOperation(bytes(vector, 'operation')));
    expect(unwrap(requestSegments(operation, paramsOf(vector)))).toEqual(vector['segments']);
  });
});

describe('proxy-fit.json', () => {
  it.each(load('proxy-fit'))('$rule $name', (vector) => {
    const fits = checkProxyFit(unwrap(readOperation(bytes(vector, 'operation'))));
    expect(fits.ok ? undefined : fits.code).toBe(vector.code);
  });
});

describe('http-response.json', () => {
  it.each(load('http-response'))('$rule $name', (vector) => {
    const parsed = parseResponse(bytes(vector, 'response'), { maxBytes: vector['max_bytes'] as number });
    expect(parsed.ok ? undefined : parsed.code).toBe(vector.code);
    if (!parsed.ok) return;
    expect(parsed.value.status).toBe(vector['status']);
    expect(hex(parsed.value.body)).toBe(vector['body']);
  });
});

describe('selector.json', () => {
  it.each(load('selector'))('$rule $name', (vector) => {
    const operation = unwrap(readOperation(bytes(vector, 'operation')));
    const body = bodyOf(vector);
    const head = utf8(`HTTP/1.1 ${String(vector['status'])} \r\ncontent-length: ${body.length}\r\n\r\n`);
    const response = Uint8Array.from([...head, ...body]);
    const time = BigInt(vector['session_time_ms'] as number);
    const evaluated = evaluateResponse(operation, paramsOf(vector), response, time);
    expect(evaluated.ok ? undefined : evaluated.code).toBe(vector.code);
    if (!evaluated.ok) return;
    const { readings, observedAtMs, periodStartMs, rows } = evaluated.value;
    expect(readings.map(shownReading)).toEqual(vector['readings']);
    expect(observedAtMs).toBe(BigInt(vector['observed_at_ms'] as number));
    expect(periodStartMs).toBe(BigInt((vector['period_start_ms'] as number | undefined) ?? 0));
    expect(rows.map(shownRow)).toEqual(vector['rows'] ?? []);
  });
});

/** What is not said is left out. */
function shownReading({ name, unit, value, quality }: Reading) {
  const said = { name, unit, mantissa: value?.mantissa.toString(), scale: value?.scale };
  return quality === Quality.UNSPECIFIED ? said : { ...said, quality: Quality[quality] };
}

function shownRow({ key, subject, outcome, readings, observedAtMs, periodStartMs }: Row) {
  expect(subject).toBe('');
  return {
    key,
    outcome: Outcome[outcome],
    ...(readings.length === 0 ? {} : { readings: readings.map(shownReading) }),
    ...(observedAtMs === 0n ? {} : { observed_at_ms: Number(observedAtMs) }),
    ...(periodStartMs === 0n ? {} : { period_start_ms: Number(periodStartMs) }),
  };
}

function bodyOf(vector: Vector): Uint8Array {
  if (vector['body_hex'] !== undefined) return unhex(text(vector, 'body_hex'));
  const runs = vector['body_runs'] as [string, number][] | undefined;
  if (runs === undefined) return utf8(text(vector, 'body'));
  return utf8(runs.map(([piece, times]) => piece.repeat(times)).join(''));
}
