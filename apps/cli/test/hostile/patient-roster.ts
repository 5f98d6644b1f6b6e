// `roster` in a process of its own, which waits for a cluster as long as its test says, and leaves word of its memory.
import { writeFileSync } from 'node:fs';
import { main } from '../../src/main.ts';
import { processIo } from '../../src/process-io.ts';

const [patienceMs = '', usage = '', ...argv] = process.argv.slice(2);
process.on('exit', () => writeFileSync(usage, String(process.resourceUsage().maxRSS)));
process.exitCode = 70; // an event loop that runs dry before main has said anything
process.exitCode = await main(argv, { ...processIo(), patienceMs: Number(patienceMs) });
