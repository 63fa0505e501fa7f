import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeError } from '../../../error.ts';
import { createTelemetry } from '../../telemetry.ts';
import { logSink } from './log-sink.ts';
import { createLogger } from './logger.ts';

const clock = { nowMs: () => 7 };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-log-'));
  file = join(folder, 'node.log');
});

afterEach(() => rmSync(folder, { recursive: true }));

function telemetryInto(dest: string, level: 'debug' | 'info' = 'info') {
  const log = createLogger({ level, name: 'test', file: dest });
  return createTelemetry({ sinks: [logSink(log)], clock });
}

const lines = (): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log', () => {
  it('has the code and words of a failure, whatever failed; a stack only where it has no code of ours', () => {
    const telemetry = telemetryInto(file);
    telemetry.failure('reading', new NodeError('node.late', 'too late'), { feedId: 1 });
    telemetry.failure('submitting a report', new Error('a bug'));
    telemetry.failure('dialling', new AggregateError([new Error('refused')]));
    telemetry.failure('closing', new DOMException('', 'AbortError'));
    expect(lines()).toMatchObject([
      { level: 40, event: 'error', doing: 'reading', code: 'node.late', message: 'too late', feedId: 1 },
      { level: 50, doing: 'submitting a report', code: 'unexpected', message: 'a bug' },
      { level: 50, doing: 'dialling', code: 'unexpected', message: 'refused' },
      { level: 50, doing: 'closing', code: 'unexpected', message: 'AbortError' },
    ]);
    expect(lines().map((line) => 'err' in line)).toEqual([false, true, true, true]);
  });

  it('has a line an event, with its name, level and attributes, and the round in decimal', () => {
    const telemetry = telemetryInto(file);
    telemetry.rounds.quorum({
      feedId: 7,
      round: 2n ** 63n,
      observations: 3,
      quorum: 3,
      members: 4,
    });
    telemetry.rounds.missed({ feedId: 7, round: 1n, code: 'node.late', reason: 'too slow' });
    const [quorum, missed] = lines().map(({ time: _, ...line }) => line);
    expect(quorum).toEqual({
      level: 30,
      node: 'test',
      event: 'round.quorum',
      feedId: 7,
      round: '9223372036854775808',
      observations: 3,
      quorum: 3,
      members: 4,
    });
    expect(missed).toEqual({
      level: 50,
      node: 'test',
      event: 'round.missed',
      feedId: 7,
      round: '1',
      code: 'node.late',
      reason: 'too slow',
    });
  });

  it('leaves out what is only counted, what is for other sinks, and what is below its level', () => {
    const telemetry = telemetryInto(file);
    telemetry.chain.block(12);
    telemetry.peers.unreachable(new Error('refused'));
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('');
    telemetry.rounds.received({
      feedId: 7,
      round: 1n,
      observer: '02ab',
      held: 2,
      value: '21.5',
      unit: 'Cel',
      mode: 'mpc',
      notaries: [],
      attestations: [],
      reading: 'temperature',
      subject: '',
      sessionTimeMs: 1,
    });
    const [received] = lines().map(({ time: _, ...line }) => line);
    expect(received).toEqual({
      level: 30,
      node: 'test',
      event: 'observation.received',
      feedId: 7,
      round: '1',
      observer: '02ab',
      held: 2,
    });
    telemetryInto(file, 'debug').peers.unreachable(new Error('refused'));
    expect(lines()[1]).toMatchObject({ level: 20, event: 'peer.unreachable', reason: 'refused' });
  });

  it('on a disk that is full costs lines and turns health yellow, and the node goes on', () => {
    const telemetry = telemetryInto('/dev/full');
    telemetry.node.started({ operator: '02ab', account: 'wasm1', addresses: [] });
    telemetry.node.stopped();
    expect(telemetry.health.all()).toMatchObject([
      { name: 'telemetry/log', level: 'yellow', code: 'ENOSPC' },
    ]);
  });

  it('strikes out whatever is named like a secret', () => {
    createLogger({ level: 'info', file, name: 'n' }).info({
      event: 'x',
      secrets: { auth_key: 'hunter2' },
      request: { authorization: 'Bearer hunter2' },
      passphrase: 'hunter2',
      a: { b: { credential: 'hunter2' } },
    });
    const line = readFileSync(file, 'utf8');
    expect(line).toContain('"event":"x"');
    expect(line).not.toContain('hunter2');
  });
});
