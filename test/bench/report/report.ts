import type { Benchmark } from '../bench.ts';
import { measureReports } from './measure.ts';

/** What reports cost, as the embedded chain estimates it. */
export const benchmark: Benchmark = {
  name: 'report',
  about: 'gas of one report, by mode and number of observations (estimated by the embedded chain)',
  run: (tell) => measureReports('devnet', tell),
};
