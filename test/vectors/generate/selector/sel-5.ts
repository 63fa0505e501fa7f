import { TS, meterCase, metered, meters } from './row-parts.ts';
import type { Good } from './row-parts.ts';

const quality = (text: string) =>
  `{"kwh":"12.5","quality":${text},"from":${TS - 900},"to":${TS},"site":"s7"}`;
/** What is said of a value's quality (rule SEL-5). */
export const SEL_5: readonly Good[] = [
  meterCase('a number', ['m1'], meters(`"m1":${quality('2')}`), metered('ESTIMATED')),
  meterCase('the same as text', ['m1'], meters(`"m1":${quality('"2"')}`), metered('ESTIMATED')),
  meterCase('null', ['m1'], meters(`"m1":${quality('null')}`), metered('BAD')),
  meterCase('a word', ['m1'], meters(`"m1":${quality('"ok"')}`), metered('OK')),
  ...['2.0', '02e0'.slice(1), 'true', '"OK"', '""', '[1]', '{}', '[]', '" 1"'].map((text) =>
    meterCase(`${text} is not listed`, ['m1'], meters(`"m1":${quality(text)}`), ['QUALITY']),
  ),
  meterCase('none', ['m1'], meters(`"m1":{"kwh":"1","from":1,"to":2,"site":"s7"}`), ['QUALITY']),
  meterCase('after the value', ['m1'], meters(`"m1":{"kwh":null,"quality":"?","site":"s7"}`), ['NULL']),
];
