import { expect, it } from 'vitest';
import { goPlatform, minorOf } from './toolchain.ts';

it.each([
  ['go version go1.26.8 linux/amd64', 26],
  ['go version go1.19 linux/arm64', 19],
  ['go version devel go1.27-abc linux/amd64', 27],
  ['gccgo (Debian) 12.2.0', undefined],
])('the minor version of %j is %s', (version, minor) => {
  expect(minorOf(version)).toBe(minor);
});

it.each([
  ['linux', 'x64', 'linux-amd64'],
  ['linux', 'arm64', 'linux-arm64'],
  ['darwin', 'arm64', undefined],
  ['linux', 'riscv64', undefined],
])('%s on %s is Go’s %s', (platform, arch, name) => {
  expect(goPlatform(platform, arch)).toBe(name);
});
