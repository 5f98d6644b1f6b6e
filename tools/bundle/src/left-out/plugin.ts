import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import type { LeftOut } from './left-out.ts';

/** Bundles, in place of the files that are left out, what stands in for them. */
export function leaveOut(leftOut: readonly LeftOut[]): Plugin {
  return {
    name: 'left-out',
    setup: (build) => {
      for (const { file, instead } of leftOut) {
        build.onLoad({ filter: withEitherSlash(file) }, async ({ path }) => {
          const source = await readFile(path, 'utf8');
          return { contents: instead(source, path), resolveDir: dirname(path), loader: 'js' };
        });
      }
    },
  };
}

/** esbuild gives paths as the system has them. */
const withEitherSlash = (file: RegExp): RegExp => new RegExp(file.source.replaceAll('\\/', '[\\\\/]'));
