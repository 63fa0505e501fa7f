/** A measured series: `values[i]` holds from `times[i]` until the next sample. Times are Unix milliseconds, strictly increasing. */
export interface Series {
  /** Name for logs and errors. */
  readonly name: string;
  /** Of the values, as the vendor shows it. */
  readonly unit: string;
  /** Unix milliseconds. */
  readonly times: readonly number[];
  /** As many as there are times. */
  readonly values: readonly number[];
  /** End of the last sample: where the replay begins anew. */
  readonly endMs: number;
}

/** Length of the series in milliseconds; it repeats after that. */
export function periodMs(series: Series): number {
  return series.endMs - startMs(series);
}

/** When the first sample was taken, Unix milliseconds. */
export function startMs(series: Series): number {
  return series.times[0] ?? 0;
}

/** Value `elapsedMs` after the start; the series repeats. */
export function valueAfter(series: Series, elapsedMs: number): number {
  const period = periodMs(series);
  const within = ((elapsedMs % period) + period) % period;
  return series.values[indexAt(series, startMs(series) + within)] ?? 0;
}

/** Integral of the value from the start to `elapsedMs` after it, in units times milliseconds; the series repeats. */
export function integralTo(series: Series, elapsedMs: number): number {
  const period = periodMs(series);
  const rounds = Math.floor(elapsedMs / period);
  const within = elapsedMs - rounds * period;
  const sums = cumulative(series);
  const at = startMs(series) + within;
  const index = indexAt(series, at);
  const partial = (sums[index] ?? 0) + (series.values[index] ?? 0) * (at - (series.times[index] ?? 0));
  return rounds * (sums.at(-1) ?? 0) + partial;
}

/** The last sample at or before a time within the series. */
function indexAt(series: Series, timeMs: number): number {
  let low = 0;
  let high = series.times.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((series.times[middle] ?? 0) <= timeMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

const sumsOf = new WeakMap<Series, readonly number[]>();

/** Integral up to each sample, and to the end as the last element. Made once for each series. */
function cumulative(series: Series): readonly number[] {
  const known = sumsOf.get(series);
  if (known !== undefined) return known;
  const sums = [0];
  series.times.forEach((time, index) => {
    const end = series.times[index + 1] ?? series.endMs;
    sums.push((sums[index] ?? 0) + (series.values[index] ?? 0) * (end - time));
  });
  sumsOf.set(series, sums);
  return sums;
}
