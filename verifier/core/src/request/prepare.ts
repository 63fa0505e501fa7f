import type { CheckedOperation } from '../operation/checked-operation.ts';
import { checkParams } from '../operation/params.ts';
import type { Params } from '../operation/params.ts';
import { ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { checkDotSegments } from './dot-segments.ts';
import { layOut } from './layout.ts';
import type { RequestLayout } from './layout.ts';

/** The layout for parameters that satisfy OP-4, with what rule REQ-1 refuses refused. */
export function prepareLayout(operation: CheckedOperation, params: Params): CoreResult<RequestLayout> {
  const checked = checkParams(operation, params);
  if (!checked.ok) return checked;
  const layout = layOut(operation, checked.value);
  const segments = checkDotSegments(layout.target);
  return segments.ok ? ok(layout) : segments;
}
