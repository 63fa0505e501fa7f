import type { Policy } from '../policy/ports.ts';

/** Of an operator who agrees to everything, for tests of what comes after. */
export const acceptsAll: Policy = {
  standing: () => 'accepted',
  share: ({ kind, id }) => ({ group: `${kind} ${id}`, weight: 1 }),
};
