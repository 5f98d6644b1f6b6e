import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apisIn, modelsOf, withoutMethods, withoutModels, wordsOf } from './generated-code.ts';
import type { LeftOut } from './left-out.ts';

/**
 * What of client-node none of our calls reaches. It follows from the words in libs/kubernetes: a call that somebody
 * adds there is kept, with its models, and there is no list to keep up. `root` is the project's.
 */
export function kubernetes(root: string): readonly LeftOut[] {
  const read = (path: string) => readFileSync(path, 'utf8');
  const files = globSync('libs/kubernetes/src/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] });
  const callers = files.map((file) => read(join(root, file)));
  const words = wordsOf(callers);
  const calls = apisIn(callers).map((api) => withoutMethods(read(join(root, 'node_modules', api)), words));
  return [
    {
      why: 'calls that we do not make',
      file: /\/client-node\/dist\/gen\/apis\/\w+Api\.js$/,
      instead: (source) => withoutMethods(source, words),
    },
    {
      why: 'models that no request of ours holds; answers are read as JSON has them',
      file: /\/client-node\/dist\/gen\/models\/ObjectSerializer\.js$/,
      instead: (source, path) =>
        withoutModels(
          source,
          modelsOf(calls, (model) => read(join(dirname(path), `${model}.js`))),
        ),
    },
    {
      why: 'requests go out by node:https (libs/kubernetes/src/transport.ts), so undici is not needed',
      file: /\/client-node\/dist\/gen\/http\/isomorphic-fetch\.js$/,
      instead: () => 'export class IsomorphicFetchHttpLibrary {}',
    },
  ];
}
