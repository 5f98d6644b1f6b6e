/**
 * The lanes of `npm test`, in the order in which they fail fastest. A `checks` lane is a list of commands, each of
 * which passes or fails as one; a `vitest` lane counts its tests. Where the machine lacks what a lane `needs`
 * (needs.mjs), the lane is not run, and the summary says so; `.ci/run` requires all of them.
 */
export const lanes = [
  {
    name: 'static',
    checks: [
      { name: 'format', command: ['prettier', '--check', '--cache', '--log-level', 'warn', '.'] },
      {
        name: 'types',
        command: [
          'tsc',
          '-p',
          'tsconfig.json',
          '--incremental',
          '--tsBuildInfoFile',
          'node_modules/.cache/tsc.json',
        ],
      },
      { name: 'lint', command: ['nx', 'run-many', '-t', 'lint', '--outputStyle=static', '--parallel=2'] },
      {
        name: 'boundaries',
        command: ['nx', 'run-many', '-t', 'canary', '--outputStyle=static', '--parallel=2'],
      },
    ],
  },
  { name: 'unit', vitest: 'unit' },
  { name: 'contract', vitest: 'contract' },
  { name: 'sandbox', vitest: 'sandbox' },
  { name: 'infra', vitest: 'infra' },
  { name: 'deployment', vitest: 'deployment', needs: ['linux', 'python'] },
  { name: 'control-plane', vitest: 'control-plane', needs: ['linux', 'go', 'python'] },
];

/** What `npm run check` runs: under a minute, before every commit. */
export const checkLanes = ['static', 'unit'];
