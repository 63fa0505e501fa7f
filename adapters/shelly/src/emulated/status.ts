import type { Plug } from './plug.ts';

const MINUTE_MS = 60_000;

// Power, voltage and current are measured. The mains frequency and the plug's own temperature are not in the data: what is shown of
// them is nominal and stays the same, and nothing may be read into it.
const NOMINAL_HERTZ = 50;
const NOMINAL_CELSIUS = 31.2;

/** Status of a plug of the second generation, by component, as the cloud passes it on. */
export function plugStatus(plug: Plug, nowMs: number): Record<string, unknown> {
  const minute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return {
    'switch:0': {
      id: 0,
      source: 'SHC',
      output: plug.isOn(),
      apower: round(plug.powerW(nowMs), 1),
      voltage: round(plug.voltageV(nowMs), 1),
      freq: NOMINAL_HERTZ,
      current: round(plug.currentA(nowMs), 3),
      aenergy: {
        total: round(plug.energyWh(nowMs), 3),
        by_minute: lastMinutes(plug, minute),
        minute_ts: minute / 1_000,
      },
      temperature: { tC: NOMINAL_CELSIUS, tF: round(NOMINAL_CELSIUS * 1.8 + 32, 1) },
    },
    sys: { mac: plug.id.toUpperCase(), restart_required: false, unixtime: Math.floor(nowMs / 1_000) },
    cloud: { connected: plug.online },
  };
}

/** Milliwatt hours of the last three complete minutes, the latest first. */
function lastMinutes(plug: Plug, minuteMs: number): number[] {
  return [0, 1, 2].map((back) => {
    const end = minuteMs - back * MINUTE_MS;
    return round((plug.energyWh(end) - plug.energyWh(end - MINUTE_MS)) * 1_000, 3);
  });
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
