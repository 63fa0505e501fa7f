import { EVENTS } from '../../events.ts';
import type { EventDefinitions, EventName } from '../../events.ts';
import type { EventOf, TelemetrySink } from '../../sink.ts';
import type { Logger } from './logger.ts';

/** Events as log lines: `event` is the name, beside it the attributes. A failed write throws. */
export function logSink(log: Logger): TelemetrySink {
  const definitions: EventDefinitions = EVENTS;
  return {
    name: 'log',
    take<N extends EventName>({ name, level, attributes, cause }: EventOf<N>) {
      if (level === 'none') return;
      const beside: readonly string[] = definitions[name].beside ?? [];
      const fields = Object.entries(attributes).filter(([field]) => !beside.includes(field));
      log[level]({
        event: name,
        ...Object.fromEntries(fields),
        ...(cause === undefined ? {} : { err: cause }),
      });
    },
  };
}
