import { request } from 'node:http';
import type { ClusterDoor } from '../cluster/door.ts';
import type { Sandbox } from '../sandbox.ts';
import { DOOR_MEMBERS, SANDBOX_MEMBERS, type Command, type Control, type Remote } from './protocol.ts';

export type RemoteDoor = Remote<Pick<ClusterDoor, (typeof DOOR_MEMBERS)[number]>>;
export type RemoteMembers = Remote<Pick<Sandbox, (typeof SANDBOX_MEMBERS)[number]>>;

/** Calls the control endpoint; Error with the other side's message where it refuses. */
export function ask(control: Control, command: Command): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${control.secret}` };
    const sent = request(control.url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode === 200) resolve((JSON.parse(text) as { result?: unknown }).result);
        else reject(new Error(`the sandbox refuses ${command.member}: ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(command));
  });
}

export function remoteDoor(control: Control, cluster: string): RemoteDoor {
  return members(DOOR_MEMBERS, (member, args) => ask(control, { cluster, member, args })) as RemoteDoor;
}

export function remoteMembers(control: Control): RemoteMembers {
  return members(SANDBOX_MEMBERS, (member, args) => ask(control, { member, args })) as RemoteMembers;
}

type Ask = (member: string, args: readonly unknown[]) => Promise<unknown>;

function members(names: readonly string[], ask: Ask): object {
  return Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => ask(name, args)]));
}
