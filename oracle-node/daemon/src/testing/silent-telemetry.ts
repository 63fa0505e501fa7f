import type { Clock } from '../clock/clock.ts';
import { Telemetry } from '../telemetry/events.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';

/** Telemetry that counts and keeps health, and writes nothing. */
export function silentTelemetry(clock: Clock): Telemetry {
  return new Telemetry({
    log: createLogger({ level: 'silent', name: 'test' }),
    metrics: createMetrics(),
    clock,
  });
}
