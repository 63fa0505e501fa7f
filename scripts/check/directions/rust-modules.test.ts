import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { circleIn, cratesBelow, moduleGraph } from './rust-modules.ts';

let crate = '';
beforeEach(() => {
  crate = mkdtempSync(join(tmpdir(), 'cloudx3-crate-'));
});
afterEach(() => rmSync(crate, { recursive: true, force: true }));

function circle(modules: Readonly<Record<string, string>>): readonly string[] | undefined {
  for (const [file, text] of Object.entries(modules)) {
    mkdirSync(join(crate, 'src', file, '..'), { recursive: true });
    writeFileSync(join(crate, 'src', file), text);
  }
  return circleIn(moduleGraph(crate));
}

it('finds two modules that need each other, by use, by list and by path', () => {
  const back = 'use crate::event;\n';
  expect(circle({ 'event.rs': 'use crate::reward::Payments;\n', 'reward.rs': back })).toEqual([
    'event',
    'reward',
    'event',
  ]);
  expect(circle({ 'event.rs': 'use crate::{error::E, reward::{A, B}};\n', 'error.rs': '' })).toBeDefined();
  expect(circle({ 'event.rs': 'fn f() { crate::reward::pay(); }\n' })).toBeDefined();
});

it('finds a circle of three, and one through a folder', () => {
  expect(
    circle({ 'a.rs': 'use crate::b;', 'b.rs': 'use crate::c::inner::X;', 'c/inner.rs': 'use crate::a::A;' }),
  ).toEqual(['a', 'b', 'c', 'a']);
});

it('finds none where modules point one way, in comments, in tests, or at the root', () => {
  const above = '// use crate::a;\n#[cfg(test)]\nmod tests { use crate::a; }\n';
  expect(
    circle({
      'a.rs': 'use crate::b::B;\nuse crate::a::own;\n',
      'b.rs': above,
      'lib.rs': 'use crate::a; mod b;',
    }),
  ).toBe(undefined);
});

it('takes for a crate what has a Cargo.toml', () => {
  mkdirSync(join(crate, 'one'));
  mkdirSync(join(crate, 'target'));
  writeFileSync(join(crate, 'one', 'Cargo.toml'), '');
  expect(cratesBelow(crate)).toEqual([join(crate, 'one')]);
});
