import type { Observation } from '@cloudx3/proto';
import { checkObservationShape } from '@cloudx3/verifier-core';
import type { NetworkId, ShapedObservation } from '@cloudx3/verifier-core';
import { reject } from '../verdict.ts';
import type { Refusal } from '../verdict.ts';

/** OBS-2: well formed, of this network, and it names the attestations that it carries. An honest peer passes nothing else on. */
export function obs2(message: Observation, network: NetworkId): ShapedObservation | Refusal {
  const shaped = checkObservationShape(message);
  if (!shaped.ok) return reject(shaped.code);
  const { chainId, oracle } = shaped.value.body.network ?? {};
  if (chainId !== network.chainId || oracle !== network.oracle) return reject('observation.network');
  return shaped.value;
}
