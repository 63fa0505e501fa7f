// What judges a Queue: `queueOrderConformance` any, `queueTimeConformance` one whose time can be moved.
export type { QueueFixture, TimedQueueFixture } from './fixture.ts';
export { OPENING } from './fixture.ts';
export { queueOrderConformance } from './order.ts';
export { queueTimeConformance } from './time.ts';
