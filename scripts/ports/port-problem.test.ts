import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { portProblem } from './port-problem.ts';

it('a port that somebody listens on has a problem, and one that was looked at is still free', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(await portProblem(port)).toBe('EADDRINUSE');
  await new Promise((resolve) => other.close(resolve));
  expect(await portProblem(port)).toBeUndefined();
  expect(await portProblem(port)).toBeUndefined();
});
