import { openEmbedded } from '../src/embedded/index.ts';

// A process of its own that opens the store and keeps it until it is killed.
await openEmbedded({ folder: process.argv[2] ?? '' });
process.stdout.write('open\n');
setInterval(() => undefined, 60_000);
