import type { Sink } from '../io.ts';
import type { Output } from '../output/output.ts';
import { plainNarration } from './plain-narration.ts';
import { advance, NOT_BEGUN } from './progress.ts';
import { renderProgress, STOPPING } from './render-progress.ts';
import type { LiveView } from './view.ts';

export interface Viewer {
  readonly sink: Sink;
  readonly out: Output;
  readonly now: () => Date;
}

const REDRAW_MS = 100;

/** Shows a run while it goes: redrawn in place on a terminal, else a plain line for what matters. */
export async function liveView(viewer: Viewer): Promise<LiveView> {
  return viewer.sink.isTTY ? await onTerminal(viewer) : plainNarration(viewer.out);
}

async function onTerminal({ sink, out, now }: Viewer): Promise<LiveView> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(terminalOf(sink));
  const began = now().getTime();
  let progress = NOT_BEGUN;
  let footer = '';
  const draw = () => {
    const seen = { elapsedMs: now().getTime() - began, paint: out.paint.stderr, columns: sink.columns };
    update(renderProgress(progress, seen) + footer);
  };
  const timer = setInterval(draw, REDRAW_MS);
  draw();
  return {
    see: (event) => {
      progress = advance(progress, event);
    },
    stopping: () => {
      footer = `\n${out.paint.stderr('yellow', STOPPING)}`;
    },
    end: () => {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}

/** As much of a terminal's stream as log-update writes to. */
function terminalOf(sink: Sink): NodeJS.WriteStream {
  const stream = {
    isTTY: sink.isTTY,
    get columns() {
      return sink.columns;
    },
    rows: 40,
    write: (text: string) => {
      sink.write(text);
      return true;
    },
  };
  return stream as unknown as NodeJS.WriteStream;
}
