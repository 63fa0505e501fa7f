import { Quality } from '@cloudx3/proto';
import type { QualitySelector } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import type { JsonValue } from '../response/json.ts';
import { literalSource } from './condition.ts';
import { followPath } from './path.ts';
import type { ParamValues } from './path.ts';

/**
 * Rule SEL-5: what the vendor says of a value, by the text of a string or the source text of a literal. UNSPECIFIED where the operation
 * does not ask; `name` is the reading's.
 */
export function selectQuality(
  selector: QualitySelector | undefined,
  body: JsonValue,
  params: ParamValues,
  name: string,
): CoreResult<Quality> {
  if (selector === undefined) return ok(Quality.UNSPECIFIED);
  const found = followPath(body, selector.path, params);
  const said = found.kind === 'value' ? found.value : undefined;
  const text = said === undefined || typeof said === 'string' ? said : literalSource(said);
  const quality = selector.map.find((entry) => entry.text === text)?.quality;
  return quality === undefined
    ? fail('reading.quality', 'is of a quality that is not given or not listed', name)
    : ok(quality);
}
