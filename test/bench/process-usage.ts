import { readFileSync } from 'node:fs';

/** What a process has used so far, from Linux' /proc. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
}

/** Kernel ticks a second; 100 on every Linux that Node runs on. */
const TICKS = 100;

export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name in parentheses, which may hold spaces; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
    peakRssMb: Math.round(Number(peak) / 1024),
  };
}
