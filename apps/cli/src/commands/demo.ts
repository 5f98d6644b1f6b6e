import { command } from '../command.ts';
import { isAsPlanted } from '../demo/demo-result.ts';
import { renderDemo } from '../demo/render-demo.ts';
import { runDemo } from '../demo/run-demo.ts';
import { EXIT } from '../exits.ts';

export const demo = command({
  options: {},
  exits: {
    0: 'every cluster came out as planted, and the second apply wrote nothing',
    1: 'not so',
    4: 'stopped by Ctrl-C',
  },
  notes:
    'Two made-up fleets in this process: real signatures, real HTTPS on loopback. Nothing leaves this machine.',
  run: async (context) => {
    const result = await runDemo(context);
    context.out.note('\n');
    context.out.result(result, renderDemo);
    return isAsPlanted(result) ? EXIT.ok : EXIT.differs;
  },
});
