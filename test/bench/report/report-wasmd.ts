import type { Benchmark } from '../bench.ts';
import { measureReports } from './measure.ts';

/** What reports cost on a real chain. */
export const benchmark: Benchmark = {
  name: 'report-wasmd',
  about: 'gas of one report, by mode and number of observations, on a genuine wasmd',
  run: (tell) => measureReports('wasmd', tell),
};
