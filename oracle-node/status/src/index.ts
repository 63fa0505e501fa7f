// What an oracle node says of itself: the schema of `/status`, for the node, its command line and a page. Pure: runs in a browser.
export type { AskStatus } from './ask.ts';
export type { FeedStatus } from './feed.ts';
export type { HealthStatus, RecentError, Trouble } from './health.ts';
export type { MembershipStatus } from './membership.ts';
export { STATUS_VERSION, /** @public */ nodeStatusSchema } from './node-status.ts';
export type { NodeStatus } from './node-status.ts';
export type { PoolStatus } from './pool.ts';
export { readNodeStatus } from './read.ts';
export type { StatusReading } from './read.ts';
