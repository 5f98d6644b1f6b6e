import type { Plugin } from 'esbuild';

// An `import` reads every export of a module of Node, and three of node:http's are getters that load undici and with it
// node:http2, for WebSocket and the like: a quarter of what importing a worker takes, and no worker uses them. The
// module as a value loads none of it. A name that is missing here fails the build.
const HTTP = `
  const http = process.getBuiltinModule('node:http');
  export const { Agent, request } = http;
  export default http;
`;

/** Takes `node:http` without the undici that importing it would load. */
export const nodeHttp: Plugin = {
  name: 'node-http',
  setup: (build) => {
    const http = { path: 'http', namespace: 'node-http', sideEffects: false };
    build.onResolve({ filter: /^(node:)?http$/ }, () => http);
    build.onLoad({ filter: /.*/, namespace: 'node-http' }, () => ({ contents: HTTP, loader: 'js' }));
  },
};
