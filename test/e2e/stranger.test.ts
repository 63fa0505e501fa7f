// What a stranger may try on operators who never agreed to anything of it: each ends with nothing sent, nothing lost, and a line that says so.
import { afterAll, beforeAll, describe } from 'vitest';
import { tryCopier } from './stranger/copier.ts';
import { tryDevice } from './stranger/device.ts';
import { tryEndpoint } from './stranger/endpoint.ts';
import { tryFeed } from './stranger/feed.ts';
import { trySquat } from './stranger/squat.ts';
import { startStage } from './stranger/stage.ts';
import type { Stage } from './stranger/stage.ts';
import { trySwarm } from './stranger/swarm.ts';

const START_MS = 300_000;

describe('a network among strangers', { timeout: 120_000 }, () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
    await stage.untilValues(1);
  }, START_MS);

  afterAll(() => stage.close(), 60_000);

  tryDevice(() => stage);
  trySquat(() => stage);
  tryFeed(() => stage);
  trySwarm(() => stage);
  tryEndpoint(() => stage);
  tryCopier(() => stage);
});
