import type { ObservationBody } from '@cloudx3/proto';

/** The feed or the group that an observation is of; the contract counts both together, so that one number names either (rule GRP-1). */
export function sourceId({ feedId, groupId }: Pick<ObservationBody, 'feedId' | 'groupId'>): number {
  return groupId === 0 ? feedId : groupId;
}
