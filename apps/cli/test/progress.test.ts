import { sampleHeader } from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import { liveView } from '../src/live/live-view.ts';
import { advance, NOT_BEGUN } from '../src/live/progress.ts';
import { renderProgress } from '../src/live/render-progress.ts';
import type { RunEvent } from '../src/live/run-events.ts';
import { createOutput } from '../src/output/output.ts';
import { plain } from '../src/output/paint.ts';
import { expectGolden } from './golden.ts';
import { collected, ioOf } from './harness.ts';
import { arnOf } from './reports.ts';

const ended = (name: string, kind: 'inSync' | 'changed' | 'denied', reason = ''): RunEvent => ({
  kind: 'ended',
  cluster: arnOf(name),
  outcome: { kind, reason },
});
const EVENTS: readonly RunEvent[] = [
  { kind: 'opened', header: sampleHeader() },
  { kind: 'step', wave: 0, step: 1 },
  ended('c0', 'inSync'),
  ...['c1', 'c2', 'c3', 'c4', 'c5'].map((name) => ended(name, 'changed')),
  ended('c6', 'denied', 'DeniedFault'),
];

function outputTo(isTTY: boolean) {
  const [out, error] = [collected(), collected(isTTY)];
  const io = ioOf({
    out: out.sink,
    error: error.sink,
    folder: '/',
    stdin: '',
    env: { NO_COLOR: '1' },
    aheadMs: 0,
  });
  return { sink: error.sink, out: createOutput(io, 'text'), now: io.now, told: error.text, result: out.text };
}

describe('the live view', () => {
  it('shows how far the run is, counts, and the last few clusters worth a look', () => {
    const states = [
      NOT_BEGUN,
      EVENTS.slice(0, 2).reduce(advance, NOT_BEGUN),
      EVENTS.reduce(advance, NOT_BEGUN),
    ];
    const seen = { elapsedMs: 4200, paint: plain, columns: 100 };
    expectGolden('progress', states.map((state) => renderProgress(state, seen)).join('\n\n'));
  });

  it('shortens names to the terminal, in their middle', () => {
    const seen = { elapsedMs: 4200, paint: plain, columns: 64 };
    const long = ended('logistics-event-stream-production-00017', 'denied', 'noRow');
    const [opened, step] = EVENTS;
    const lines = renderProgress([opened!, step!, long].reduce(advance, NOT_BEGUN), seen).split('\n');
    expect(lines.at(-1)).toBe('  logistics-…tion-00017 (111122223333, eu-west-1)  denied: noRow');
  });

  it('narrates in plain lines where there is no terminal', async () => {
    const { told, result, ...viewer } = outputTo(false);
    const view = await liveView(viewer);
    for (const event of EVENTS) view.see(event);
    view.stopping();
    view.end();
    expectGolden('narration', told());
    expect(result()).toBe('');
  });

  it('is drawn on a terminal, on stderr, and taken off at the end', async () => {
    const { told, result, ...viewer } = outputTo(true);
    const view = await liveView(viewer);
    view.end();
    expect(told()).toContain('opening the run');
    // The last thing written clears the line and goes to its beginning.
    expect(told()).toMatch(/\u001b\[2K\u001b\[G[^ -~]*\[\?2026l$/u);
    expect(result()).toBe('');
  });
});
