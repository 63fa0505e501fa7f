import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { NodeError } from '../error.ts';
import { Telemetry } from './events.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';

const folder = mkdtempSync(join(tmpdir(), 'telemetry-'));

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a failure', () => {
  it('has its code and its words in the log, whatever failed; a stack only where it has no code of ours', () => {
    const file = join(folder, 'node.log');
    const log = createLogger({ level: 'info', name: 'test', file });
    const telemetry = new Telemetry({
      log,
      metrics: createMetrics(),
      clock: { nowMs: () => 7, sleep: never },
    });
    telemetry.failure('reading', new NodeError('node.late', 'too late'), { feedId: 1 });
    telemetry.failure('submitting a report', new Error('a bug'));
    telemetry.failure('dialling', new AggregateError([new Error('refused')]));
    telemetry.failure('closing', new DOMException('', 'AbortError'));
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { level: 40, event: 'error', doing: 'reading', code: 'node.late', message: 'too late', feedId: 1 },
      { level: 50, doing: 'submitting a report', code: 'unexpected', message: 'a bug' },
      { level: 50, doing: 'dialling', code: 'unexpected', message: 'refused' },
      { level: 50, doing: 'closing', code: 'unexpected', message: 'AbortError' },
    ]);
    expect(lines.map((line) => 'err' in line)).toEqual([false, true, true, true]);
    expect(telemetry.recentErrors().map(({ message }) => message)).toEqual([
      'AbortError',
      'refused',
      'a bug',
      'too late',
    ]);
  });
});

function never(): Promise<void> {
  throw new Error('nobody sleeps here');
}
