import { describe, expect, it } from 'vitest';
import { NodeError } from '../error.ts';
import type { EventName } from './events.ts';
import type { TelemetrySink } from './sink.ts';
import { createTelemetry } from './telemetry.ts';

const clock = { nowMs: () => 7 };

/** Takes everything, or fails while it is told to. */
class TestSink implements TelemetrySink {
  readonly name: string;
  readonly taken: { name: EventName; attributes: unknown }[] = [];
  failing = false;

  constructor(name: string) {
    this.name = name;
  }

  take({ name, attributes }: { name: EventName; attributes: unknown }): void {
    if (this.failing) throw new Error(`${this.name} is full`);
    this.taken.push({ name, attributes });
  }

  names(): EventName[] {
    return this.taken.map(({ name }) => name);
  }
}

function setUp() {
  const [bad, good] = [new TestSink('bad'), new TestSink('good')];
  return { bad, good, telemetry: createTelemetry({ sinks: [bad, good], clock }) };
}

describe('a sink that throws', () => {
  it('harms neither the node nor the other sinks, and is told of once', () => {
    const { bad, good, telemetry } = setUp();
    bad.failing = true;
    for (let height = 1; height <= 3; height += 1) telemetry.chain.block(height);
    expect(good.names()).toEqual(['telemetry.sink_failed', 'chain.block', 'chain.block', 'chain.block']);
    expect(good.taken[0]?.attributes).toEqual({
      sink: 'bad',
      code: 'unexpected',
      message: 'bad is full',
    });
    expect(telemetry.health.status()).toEqual({
      ok: true,
      troubles: [
        { name: 'telemetry/bad', level: 'yellow', code: 'unexpected', message: 'bad is full', sinceMs: 7 },
      ],
    });
    expect(telemetry.recentErrors()).toHaveLength(1);
  });

  it('is gone back to: it takes what comes once it can, and health is clear again', () => {
    const { bad, good, telemetry } = setUp();
    bad.failing = true;
    telemetry.chain.block(1);
    bad.failing = false;
    telemetry.chain.block(2);
    expect(bad.taken).toEqual([{ name: 'chain.block', attributes: { height: 2 } }]);
    expect(telemetry.health.all()).toEqual([]);
    bad.failing = true;
    telemetry.chain.block(3);
    expect(good.names().filter((name) => name === 'telemetry.sink_failed')).toHaveLength(2);
  });

  it('leaves a node without any that works still running', () => {
    const { bad, good, telemetry } = setUp();
    [bad.failing, good.failing] = [true, true];
    telemetry.failure('testing', new NodeError('node.late', 'too late'));
    expect(telemetry.recentErrors().map(({ doing }) => doing)).toEqual([
      'telling good',
      'telling bad',
      'testing',
    ]);
  });

  it('may fail when it is closed too', async () => {
    const failing: TelemetrySink = {
      name: 'failing',
      take: () => undefined,
      close: () => Promise.reject(new Error('gone')),
    };
    await expect(createTelemetry({ sinks: [failing], clock }).close()).resolves.toBeUndefined();
  });
});

describe('health', () => {
  it('keeps the time at which a trouble began, however often it is told', () => {
    let nowMs = 1_000;
    const telemetry = createTelemetry({ sinks: [], clock: { nowMs: () => nowMs } });
    telemetry.chain.trouble(new NodeError('node.late', 'first'));
    nowMs = 2_000;
    telemetry.chain.trouble(new NodeError('node.late', 'second'));
    expect(telemetry.health.all()).toMatchObject([{ name: 'chain', sinceMs: 1_000, message: 'second' }]);
    telemetry.chain.trouble(undefined);
    expect(telemetry.health.status()).toEqual({ ok: true, troubles: [] });
  });

  it('knows feeds apart, and what is yellow from what is red', () => {
    const telemetry = createTelemetry({ sinks: [], clock });
    telemetry.archive.failed('put', new NodeError('node.archive', 'disk full'), 'ab');
    expect(telemetry.health.status().ok).toBe(true);
    telemetry.feeds.operation(1, 'it is not published');
    telemetry.feeds.operation(2, 'it is not published');
    telemetry.feeds.operation(1, undefined);
    expect(telemetry.health.all().map(({ name, level }) => [name, level])).toEqual([
      ['archive', 'yellow'],
      ['feed/2/operation', 'red'],
    ]);
    expect(telemetry.health.status().ok).toBe(false);
  });
});
