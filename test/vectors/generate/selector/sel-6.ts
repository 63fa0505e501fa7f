import { TS, meterCase, metered, meters } from './row-parts.ts';
import type { Good } from './row-parts.ts';

const times = (from: string, to: string) =>
  `{"kwh":"12.5","quality":1,"from":${from},"to":${to},"site":"s7"}`;
/** When a period begins (rule SEL-6). */
export const SEL_6: readonly Good[] = [
  meterCase('a period that begins where it ends', ['m1'], meters(`"m1":${times(`${TS}`, `${TS}`)}`), [
    'OK',
    { ...metered('OK')[1], period_start_ms: TS * 1_000 },
  ]),
  ...[`${TS + 1}`, '0', '-1', 'null', '"1789999040"', '1e300'].map((from) =>
    meterCase(`a period that begins at ${from}`, ['m1'], meters(`"m1":${times(from, `${TS}`)}`), [
      'OBSERVED_AT',
    ]),
  ),
];
