// Stands in for Lambda's runtime: imports `index.handler` of a bundle, and answers events one at a time, errors by
// their type and message as the runtime reports them. By hand: node runtime.mjs <folder of the bundle>, over IPC.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { handler } = await import(pathToFileURL(join(process.argv[2], 'index.mjs')).href);

process.on('message', async ({ event, context }) => {
  try {
    process.send({ result: (await handler(event, context)) ?? null });
  } catch (error) {
    process.send({ errorType: error.name, errorMessage: error.message });
  }
});
process.send({ ready: true });
