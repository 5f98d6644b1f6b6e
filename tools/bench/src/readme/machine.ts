import { arch, cpus, release, totalmem, type } from 'node:os';
import { readFileSync } from 'node:fs';

/** The machine that measured, in a line: processor, cores, memory, system, Node. */
export function machineLine(): string {
  const [first] = cpus();
  const model = first?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return [
    `${cpus().length} cores of ${model} (${arch()})`,
    memory,
    systemName(),
    `Node ${process.versions.node}`,
  ].join(', ');
}

function systemName(): string {
  const kernel = `${type()} ${release()}`;
  try {
    const name = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    return name === undefined ? kernel : `${name} (${kernel})`;
  } catch {
    return kernel; // not a Linux with the file
  }
}
