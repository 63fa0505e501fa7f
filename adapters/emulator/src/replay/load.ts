import { readFileSync } from 'node:fs';
import { EmulatorError } from '../error.ts';
import { readSeries } from './csv.ts';
import type { SeriesColumn } from './csv.ts';
import type { Series } from './series.ts';

/** A file of measured data: where, and the column of its times. */
export interface MeasuredFile {
  readonly file: URL;
  /** Name of the column with the times: ISO 8601 to the minute, without a zone. */
  readonly time: string;
}

/** Columns of a CSV file without quotes, each as a series. Throws {@link EmulatorError} `emulator.data`. */
export function loadSeries<K extends string>(
  { file, time }: MeasuredFile,
  columns: Readonly<Record<K, SeriesColumn>>,
): Readonly<Record<K, Series>> {
  const name = file.pathname.split('/').at(-1) ?? '';
  const text = textOf(file, name);
  const series = Object.entries<SeriesColumn>(columns).map(([key, column]) => [
    key,
    readSeries(text, { ...column, file: name, time }),
  ]);
  return Object.fromEntries(series) as Record<K, Series>;
}

function textOf(file: URL, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EmulatorError(
      'emulator.data',
      `${name}: cannot be read; it comes with the vendor's package in data/`,
      { cause },
    );
  }
}
