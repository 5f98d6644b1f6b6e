import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** What a lane may need of the machine: each says what is missing, or nothing where it is there. */
const needs = {
  go() {
    const modules = readFileSync(join(root, 'tools/control-plane/go/kubernetes/go.mod'), 'utf8');
    const [, major, minor] = /^go (\d+)\.(\d+)/m.exec(modules) ?? [];
    const wanted = `Go ${major}.${minor} or later (https://go.dev/dl)`;
    const said = output('go', ['version'], { GOTOOLCHAIN: 'local' });
    const [, ownMajor, ownMinor] = /go(\d+)\.(\d+)/.exec(said ?? '') ?? [];
    if (ownMajor === undefined) return `${wanted}, which is not on the PATH`;
    const older = Number(ownMajor) * 1000 + Number(ownMinor) < Number(major) * 1000 + Number(minor);
    return older ? `${wanted}; the one on the PATH is ${ownMajor}.${ownMinor}` : undefined;
  },
  python() {
    const requirements = readFileSync(join(root, 'tools/control-plane/aws-cli/requirements.txt'), 'utf8');
    const [, least] = /^# python >= 3\.(\d+)/m.exec(requirements) ?? [];
    const wanted = `Python 3.${least} or later with its venv module (python3-venv on Debian)`;
    const said = output('python3', ['-c', 'import ensurepip, sys, venv; print(*sys.version_info[:2])']);
    if (said === undefined) return `${wanted}, which is not on the PATH`;
    const [major, minor] = said.split(' ').map(Number);
    const right = major === 3 && minor >= Number(least);
    return right ? undefined : `${wanted}; the one on the PATH is ${major}.${minor}`;
  },
  linux() {
    if (process.platform === 'linux' && process.arch === 'x64') return undefined;
    return `Linux on x64; this is ${process.platform}-${process.arch}`;
  },
};

/** What of these needs is missing here. */
export function missing(names = []) {
  return names.map((name) => needs[name]()).filter((why) => why !== undefined);
}

function output(program, args, env = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  return done.status === 0 ? done.stdout : undefined;
}
