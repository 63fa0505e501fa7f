import { KeyBinding, Mode } from '@cloudx3/proto';
import type * as Core from '../index.ts';

/** What is asked of the tables of modes and kinds of evidence. */
export function modes(core: typeof Core): [string, boolean][] {
  const { MODES, MODE_NAMES, KEY_BINDINGS, HOLE_ASSURANCES } = core;
  const { ticket } = KEY_BINDINGS;
  return [
    ['mode names', MODE_NAMES.every((name) => core.modeName(MODES[name].wire) === name)],
    ['mode rows', core.modeRow(Mode.PROXY) === MODES.proxy],
    ['per mode', core.perMode((_, { title }) => title).mpc === 'MPC'],
    ['strict mode', core.strictMode({ modes: { mpc: { notaries: 1 } } }) === 'mpc'],
    ['key bindings', core.meaningOf(KEY_BINDINGS, KeyBinding.TICKET) === ticket.says],
    ['hole assurances', core.meaningOf(HOLE_ASSURANCES, 0) === undefined],
  ];
}
