import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in these, whatever the kernel's own tick. */
const TICK_MS = 10;

/** What a process and its descendants used since they started. */
export interface Usage {
  /** User and system, in ms. */
  cpu: number;
  /** Most memory held at any time, in bytes, summed over the processes. */
  peakRss: number;
}

/** A process and all that it started. */
function familyOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(familyOf)];
}

function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold spaces; utime and stime are the 12th and 13th value behind it.
  const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const peakKb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
  return { cpu: (Number(values[11]) + Number(values[12])) * TICK_MS, peakRss: peakKb * 1_024 };
}

/** Reads the usage of a process from the operating system. Linux only. */
export function readUsage(pid: number): Usage {
  return familyOf(pid)
    .map(usageOf)
    .reduce((sum, { cpu, peakRss }) => ({ cpu: sum.cpu + cpu, peakRss: sum.peakRss + peakRss }));
}

/** How long a core has been busy, with whatever, in ms. */
export function readCoreBusy(core: number): number {
  const line = new RegExp(`^cpu${core} (.*)$`, 'm').exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(' ').map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_MS;
}
