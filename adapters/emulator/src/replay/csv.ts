import { EmulatorError } from '../error.ts';
import type { Series } from './series.ts';

/** Which column becomes a series. */
export interface SeriesColumn {
  readonly column: string;
  /** Unit of the series, after `factor`. */
  readonly unit: string;
  /** What each number is multiplied by; 1 unless given. */
  readonly factor?: number;
}

/** Where a column stands. */
export interface ColumnOptions extends SeriesColumn {
  /** For errors and logs. */
  readonly file: string;
  /** Column of the times: ISO 8601 to the minute, without a zone. They are taken as UTC; only their distances matter. */
  readonly time: string;
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** One column of a CSV file without quotes, as a series. A sample that is missing is left out: the one before holds on. */
export function readSeries(text: string, options: ColumnOptions): Series {
  const { file, column, factor = 1 } = options;
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split(',');
  const timeAt = names.indexOf(options.time);
  const valueAt = names.indexOf(column);
  if (timeAt < 0 || valueAt < 0) throw malformed(file, `it has no columns "${options.time}" and "${column}"`);
  const times: number[] = [];
  const values: number[] = [];
  for (const [index, line] of lines.entries()) {
    const cells = line.split(',');
    const time = cells[timeAt] ?? '';
    const value = cells[valueAt] ?? '';
    if (value === '') continue;
    if (!TIME.test(time) || !NUMBER.test(value))
      throw malformed(file, `line ${index + 2} holds no time and number`);
    const at = Date.parse(`${time}Z`);
    if (at <= (times.at(-1) ?? -Infinity))
      throw malformed(file, `line ${index + 2} is not later than the one before`);
    times.push(at);
    values.push(Number(value) * factor);
  }
  const [first, second] = times;
  if (first === undefined || second === undefined)
    throw malformed(file, `"${column}" has fewer than two samples`);
  // The last sample holds as long as the first one did.
  return {
    name: `${file}:${column}`,
    unit: options.unit,
    times,
    values,
    endMs: (times.at(-1) ?? first) + second - first,
  };
}

function malformed(file: string, message: string): EmulatorError {
  return new EmulatorError('emulator.data', `${file}: ${message}`);
}
